// The port through which a decision gets its policies.
import type { AccountId, Principal } from '@ostiary/policy';
import type { NamedPolicy } from './named-policy.js';

/** Where an account stands in an organization. */
export interface OrganizationPath {
  /** `o-exampleorgid`: `aws:PrincipalOrgID` and `aws:ResourceOrgID`. */
  readonly organizationId: string;
  /** `o-exampleorgid/r-exam/ou-exam-exampleou/`: `aws:PrincipalOrgPaths` and `aws:ResourceOrgPaths`. */
  readonly path: string;
}

/** The policies that bind a principal, as stored. */
export interface PrincipalPolicies {
  readonly identity: readonly NamedPolicy[];
  /** Null when the principal has no boundary; an empty list is a boundary that allows nothing. */
  readonly permissionsBoundary: readonly NamedPolicy[] | null;
  /** Null when the session was made without a session policy, or there is no session. */
  readonly session: readonly NamedPolicy[] | null;
  /** The service control policies above its account, level by level, root first; absent without any. */
  readonly serviceControl?: readonly (readonly NamedPolicy[])[] | undefined;
  /** Where its account stands; absent for one that is in no organization. */
  readonly organization?: OrganizationPath | undefined;
  /** Tags of the principal, session tags over those of the role, for `aws:PrincipalTag/…`. */
  readonly tags: ReadonlyMap<string, string>;
  /** Grows with each change of what is stored; equal revisions mean equal policies. */
  readonly revision: number;
}

/**
 * Which policies bind this principal? A principal that no longer exists has undefined, and is
 * refused. Any throw means that the question could not be answered, and refuses too. What is at hand
 * may be given at once.
 */
export type PolicyLookup = (
  principal: Principal,
) => PrincipalPolicies | undefined | Promise<PrincipalPolicies | undefined>;

/** What an organization says of the account that owns a resource. */
export interface ResourceControls {
  /** Where the account stands; absent for one that is in no organization. */
  readonly organization?: OrganizationPath | undefined;
  /** The resource control policies above it, level by level, root first; absent where none binds it. */
  readonly resourceControl?: readonly (readonly NamedPolicy[])[] | undefined;
}

/** What binds the resources of this account? Any throw means that nobody knows, and refuses. */
export type ResourceControlLookup = (
  accountId: AccountId,
) => ResourceControls | Promise<ResourceControls>;
