// AddUserToGroup.
import { checkQuota } from '../check-quota.js';
import { demandOnGroup, getGroupByName } from '../find-group.js';
import { getUserByName } from '../find-user.js';
import type { Operation } from '../operation.js';
import { MEMBERSHIPS } from '../tables/memberships.js';

/** Puts a user in a group; one who is in it stays (IAM API Reference, "AddUserToGroup"). */
export const addUserToGroup: Operation<'AddUserToGroup'> = {
  name: 'AddUserToGroup',
  access: 'write',
  demands: ({ GroupName }, scope) => demandOnGroup('iam:AddUserToGroup', GroupName, scope),
  run: async ({ GroupName, UserName }, scope) => {
    const { store, caller, quotas } = scope;
    const { accountId } = caller;
    const { groupId } = await getGroupByName(GroupName, scope);
    const { userId } = await getUserByName(UserName, scope);
    if (await store.get(MEMBERSHIPS, accountId, [userId, groupId])) return undefined;
    const present = await store.count(MEMBERSHIPS, { accountId, prefix: [userId] });
    checkQuota('GroupsPerUser', present, quotas.GroupsPerUserQuota);
    await store.insert(MEMBERSHIPS, { accountId, userId, groupId });
    return undefined;
  },
};
