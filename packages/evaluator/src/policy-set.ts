// The policies of one type that bind a request, compiled: what a decision walks through.
import type { PolicyType } from '@ostiary/policy';
import type { NamedPolicy } from './named-policy.js';
import type { StatementIndex } from './statement-index.js';

/** The policies of one type, compiled by `compile`; immutable. */
export interface PolicySet {
  readonly policyType: PolicyType;
  readonly policies: readonly NamedPolicy[];
  readonly deny: StatementIndex;
  readonly allow: StatementIndex;
}

/**
 * Every policy that binds one request. A type that is absent does not apply; an empty
 * {@link PolicySet} applies and allows nothing.
 */
export interface ApplicablePolicies {
  /** Inline and managed policies of the user and its groups, or of the role. */
  readonly identity?: PolicySet | undefined;
  readonly permissionsBoundary?: PolicySet | undefined;
  /**
   * Those passed when the session was made. Without any a role session has what its role has, a
   * federated user nothing but what a resource grants it by name.
   */
  readonly session?: PolicySet | undefined;
  /** The resource-based policy of the resource; the trust policy when the resource is a role. */
  readonly resource?: PolicySet | undefined;
  /**
   * Whether the resource policy must grant even within the account, as AWS KMS wants of its key
   * policies. A trust policy always must.
   */
  readonly resourceMustGrant?: boolean | undefined;
  /** The levels above the caller's account, root first; each must allow. */
  readonly serviceControl?: readonly PolicySet[] | undefined;
  /** The levels above the resource's account, root first; each must allow. */
  readonly resourceControl?: readonly PolicySet[] | undefined;
  /** The policy of the private endpoint that the request came through. */
  readonly endpoint?: PolicySet | undefined;
}
