// The kinds of policy that AWS knows, and what the grammar asks of each.
import type { IssueCode } from './issue.js';
import type { JsonNode } from './json-node.js';
import type { PrincipalClause } from './policy.js';

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

/** What one type of policy asks of `Principal` beyond the grammar of all. */
export interface PrincipalRule {
  readonly code: IssueCode;
  readonly expected: string;
  readonly test: (clause: PrincipalClause, written: JsonNode) => boolean;
}

/** What the grammar asks of a statement in a policy of one type. */
export interface StatementGrammar {
  /** `Principal` or `NotPrincipal`. */
  readonly principal: Presence;
  readonly principalRules?: readonly PrincipalRule[];
  /** `Resource` or `NotResource`; where it may be absent, it is what the policy is attached to. */
  readonly resource: Presence | 'optionalWithPrincipal';
  /** Letters and digits, each once; the services that own a resource are free in its policy. */
  readonly sid: 'unique' | 'free' | 'freeWithPrincipal';
}

const attached: StatementGrammar = {
  principal: 'forbidden',
  resource: 'required',
  sid: 'unique',
};

const owned: StatementGrammar = {
  principal: 'required',
  resource: 'optional',
  sid: 'free',
};

const GRAMMARS: Readonly<Record<PolicyType, StatementGrammar>> = {
  identity: attached,
  permissionsBoundary: attached,
  session: attached,
  serviceControl: attached,
  resource: owned,
  resourceControl: {
    principal: 'required',
    principalRules: [
      {
        code: 'RCP_SYNTAX_ERROR_PRINCIPAL',
        expected: '`"Principal": "*"` and nothing else in a resource control policy',
        test: ({ element, principals: [only, ...others] }) =>
          element === 'Principal' && only?.value === '*' && others.length === 0,
      },
    ],
    resource: 'required',
    sid: 'unique',
  },
  endpoint: { ...owned, resource: 'required' },
  trust: {
    principal: 'required',
    principalRules: [
      {
        code: 'ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL',
        expected: '`Principal` in a trust policy, which names whom it trusts',
        test: ({ element }) => element === 'Principal',
      },
      {
        code: 'ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
        expected: '`{"AWS": "*"}` for everyone in a trust policy, not a bare `*`',
        test: (_, written) => written.kind !== 'string',
      },
    ],
    resource: 'forbidden',
    sid: 'unique',
  },
};

/**
 * The grammar of a policy of type `policyType`; of any type at all when none is named.
 *
 * @throws TypeError when there is no such type.
 */
export function statementGrammar(policyType: PolicyType | undefined): StatementGrammar {
  if (policyType === undefined) {
    return { principal: 'optional', resource: 'optionalWithPrincipal', sid: 'freeWithPrincipal' };
  }
  if (!Object.hasOwn(GRAMMARS, policyType)) {
    throw new TypeError(
      `expected one of ${Object.keys(GRAMMARS).join(', ')} as policy type, found \`${policyType}\``,
    );
  }
  return GRAMMARS[policyType];
}
