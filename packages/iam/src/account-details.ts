// Everything that grants in an account, entity by entity, as GetAccountAuthorizationDetails answers it.
import type { OutputOf } from '@ostiary/api';
import { findAttachedPolicies } from './attached-policies.js';
import { describeBoundary } from './describe-boundary.js';
import { describeGroup } from './describe-group.js';
import { describeListedInstanceProfile } from './describe-instance-profile.js';
import {
  describeDescription,
  describeListedPolicy,
  describeVersion,
} from './describe-managed-policy.js';
import { describeRole } from './describe-role.js';
import { describeListedUser } from './describe-user.js';
import { findPolicyVersions } from './find-managed-policy.js';
import type { ReadScope } from './operation.js';
import { describeLastUse } from './role-last-use.js';
import { GROUPS, type Group } from './tables/groups.js';
import { INLINE_POLICIES } from './tables/inline-policies.js';
import { INSTANCE_PROFILES } from './tables/instance-profiles.js';
import type { ManagedPolicy } from './tables/managed-policies.js';
import { MEMBERSHIPS } from './tables/memberships.js';
import type { Role } from './tables/roles.js';
import type { User } from './tables/users.js';
import { describeTags } from './tags.js';

/** The lists of the answer, those that have something. */
export type AccountDetails = Pick<
  OutputOf<'GetAccountAuthorizationDetails'>,
  'UserDetailList' | 'GroupDetailList' | 'RoleDetailList' | 'Policies'
>;

/** A user, its groups, and its policies. */
export async function detailUser(user: User, scope: ReadScope): Promise<AccountDetails> {
  const detail = {
    ...describeListedUser(user, scope.partition),
    UserPolicyList: await inlinePolicies(user.userId, scope),
    GroupList: await groupNames(user, scope),
    AttachedManagedPolicies: await findAttachedPolicies(user.userId, scope),
    ...describeBoundary(user),
    ...describeTags(user.tags),
  };
  return { UserDetailList: [detail] };
}

/** A group and its policies. */
export async function detailGroup(group: Group, scope: ReadScope): Promise<AccountDetails> {
  const detail = {
    ...describeGroup(group, scope.partition),
    GroupPolicyList: await inlinePolicies(group.groupId, scope),
    AttachedManagedPolicies: await findAttachedPolicies(group.groupId, scope),
  };
  return { GroupDetailList: [detail] };
}

/** A role, its policies, and the instance profiles that have it. */
export async function detailRole(role: Role, scope: ReadScope): Promise<AccountDetails> {
  const { accountId, roleId } = role;
  const range = { accountId, index: 'role', prefix: [roleId] } as const;
  const profiles = await scope.store.list(INSTANCE_PROFILES, range);
  const detail = {
    ...(await describeRole(role, scope)),
    InstanceProfileList: await Promise.all(
      profiles.map((profile) => describeListedInstanceProfile(profile, scope)),
    ),
    RolePolicyList: await inlinePolicies(roleId, scope),
    AttachedManagedPolicies: await findAttachedPolicies(roleId, scope),
    ...describeBoundary(role),
    ...describeTags(role.tags),
    ...(await describeLastUse(role, scope.store)),
  };
  return { RoleDetailList: [detail] };
}

/** A managed policy and its versions, the newest first. */
export async function detailPolicy(
  policy: ManagedPolicy,
  scope: ReadScope,
): Promise<AccountDetails> {
  const versions = await findPolicyVersions(policy, scope);
  const detail = {
    ...(await describeListedPolicy(policy, scope)),
    ...describeDescription(policy),
    PolicyVersionList: versions
      .toSorted((a, b) => b.version - a.version)
      .map((version) => describeVersion(policy, version)),
  };
  return { Policies: [detail] };
}

async function inlinePolicies(holderId: string, { store, caller: { accountId } }: ReadScope) {
  const policies = await store.list(INLINE_POLICIES, { accountId, prefix: [holderId] });
  return policies.map(({ policyName, document }) => ({
    PolicyName: policyName,
    PolicyDocument: document,
  }));
}

async function groupNames(
  { accountId, userId }: User,
  { store }: ReadScope,
): Promise<readonly string[]> {
  const memberships = await store.list(MEMBERSHIPS, { accountId, prefix: [userId] });
  const groups = await Promise.all(
    memberships.map(({ groupId }) => store.get(GROUPS, accountId, [groupId])),
  );
  return groups.flatMap((group) => (group === undefined ? [] : [group.groupName])).toSorted();
}
