// The kinds of policy that AWS knows, and what the grammar asks of each.

/**
 * Where a policy stands in an authorization (IAM User Guide, "Policies and permissions in IAM",
 * "Policy types"). A trust policy is the resource-based policy of a role.
 */
export type PolicyType =
  | 'identity'
  | 'permissionsBoundary'
  | 'session'
  | 'resource'
  | 'trust'
  | 'serviceControl'
  | 'resourceControl'
  | 'endpoint';

/** Whether an element must stand, may stand, or must not stand in a statement. */
export type Presence = 'required' | 'optional' | 'forbidden';

/** What the grammar asks of a statement in a policy of one type. */
export interface StatementGrammar {
  /** `Principal` or `NotPrincipal`. */
  readonly principal: Presence;
  /** `Resource` or `NotResource`. */
  readonly resource: Presence;
}

const noPrincipal: StatementGrammar = { principal: 'forbidden', resource: 'required' };
const withPrincipal: StatementGrammar = { principal: 'required', resource: 'required' };

const GRAMMARS: Readonly<Record<PolicyType, StatementGrammar>> = {
  identity: noPrincipal,
  permissionsBoundary: noPrincipal,
  session: noPrincipal,
  serviceControl: noPrincipal,
  resource: withPrincipal,
  resourceControl: withPrincipal,
  endpoint: withPrincipal,
  trust: { principal: 'required', resource: 'forbidden' },
};

/** The grammar of a policy of type `policyType`; of any type at all when none is named. */
export function statementGrammar(policyType: PolicyType | undefined): StatementGrammar {
  if (policyType === undefined) return { principal: 'optional', resource: 'optional' };
  return GRAMMARS[policyType];
}
