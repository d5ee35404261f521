// The users and groups that memberships join.
import type { ReadScope } from './operation.js';
import type { Group } from './tables/groups.js';
import { GROUPS } from './tables/groups.js';
import { MEMBERSHIPS, type Membership } from './tables/memberships.js';
import { USERS, type User } from './tables/users.js';

/** The users of memberships, in their order. */
export async function getMembers(
  memberships: readonly Membership[],
  { store }: ReadScope,
): Promise<readonly User[]> {
  const users = memberships.map(({ accountId, userId }) => store.get(USERS, accountId, [userId]));
  return (await Promise.all(users)).filter((user) => user !== undefined);
}

/** The groups of a user, of which a quota lets there be few. */
export async function getGroupsOf(
  { accountId, userId }: User,
  { store }: ReadScope,
): Promise<readonly Group[]> {
  const memberships = await store.list(MEMBERSHIPS, { accountId, prefix: [userId] });
  const groups = memberships.map(({ groupId }) => store.get(GROUPS, accountId, [groupId]));
  return (await Promise.all(groups)).filter((group) => group !== undefined);
}
