// A policy as understood: always lists, one clause of each pair, nothing left to check.
import type { ConditionOperator } from './condition-operator.js';
import type { PolicyDocument } from './policy-document.js';

/** What a statement does when it matches. */
export type Effect = 'Allow' | 'Deny';

/** The language version; variables are plain text in the older one. */
export type PolicyVersion = NonNullable<PolicyDocument['Version']>;

/** `Action` or `NotAction`: `*` or `service:name` with wildcards in the name. */
export interface ActionClause {
  readonly element: 'Action' | 'NotAction';
  readonly patterns: readonly string[];
}

/** `Resource` or `NotResource`: `*` or ARN patterns. */
export interface ResourceClause {
  readonly element: 'Resource' | 'NotResource';
  readonly patterns: readonly string[];
}

/** The kinds of principal that a policy can name. */
export type PrincipalKey = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** One principal named by a policy; `{key: 'AWS', value: '*'}` is everyone. */
export interface PolicyPrincipal {
  readonly key: PrincipalKey;
  readonly value: string;
}

/** `Principal` or `NotPrincipal` of a resource-based policy. */
export interface PrincipalClause {
  readonly element: 'Principal' | 'NotPrincipal';
  readonly principals: readonly PolicyPrincipal[];
}

/** One row of a `Condition`: an operator, a condition key, the values it is compared with. */
export interface Condition {
  readonly operator: ConditionOperator;
  /** As written; condition keys are compared without regard to case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** One statement, understood. */
export interface Statement {
  readonly sid: string | undefined;
  readonly effect: Effect;
  /** Undefined in identity-based policies, where the principal is whoever the policy is attached to. */
  readonly principal: PrincipalClause | undefined;
  readonly action: ActionClause;
  /**
   * Undefined in trust policies and wherever a resource-based policy leaves it out: the resource is
   * then what the policy is attached to.
   */
  readonly resource: ResourceClause | undefined;
  /** All must hold. */
  readonly conditions: readonly Condition[];
}

/** A policy, understood. Made by `parsePolicy`. */
export interface Policy {
  readonly version: PolicyVersion;
  readonly id: string | undefined;
  readonly statements: readonly Statement[];
}
