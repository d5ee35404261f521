// The port through which a decision gets its policies.
import type { Principal } from '@ostiary/policy';
import type { NamedPolicy } from './named-policy.js';

/** The policies that bind a principal, as stored. */
export interface PrincipalPolicies {
  readonly identity: readonly NamedPolicy[];
  /** Null when the principal has no boundary; an empty list is a boundary that allows nothing. */
  readonly permissionsBoundary: readonly NamedPolicy[] | null;
  /** Null when the session was made without a session policy, or there is no session. */
  readonly session: readonly NamedPolicy[] | null;
  /** The service control policies above its account, level by level, root first; absent without any. */
  readonly serviceControl?: readonly (readonly NamedPolicy[])[] | undefined;
  /** Tags of the principal, session tags over those of the role, for `aws:PrincipalTag/…`. */
  readonly tags: ReadonlyMap<string, string>;
  /** Grows with each change of what is stored; equal revisions mean equal policies. */
  readonly revision: number;
}

/**
 * Which policies bind this principal? A principal that no longer exists has undefined, and is
 * refused. Any throw means that the question could not be answered, and refuses too.
 */
export type PolicyLookup = (principal: Principal) => Promise<PrincipalPolicies | undefined>;
