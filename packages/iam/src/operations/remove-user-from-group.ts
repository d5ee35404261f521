// RemoveUserFromGroup.
import { IamError } from '../errors.js';
import { demandOnGroup, getGroupByName } from '../find-group.js';
import { getUserByName } from '../find-user.js';
import type { Operation } from '../operation.js';
import { MEMBERSHIPS } from '../tables/memberships.js';

/** Takes a user out of a group (IAM API Reference, "RemoveUserFromGroup"). */
export const removeUserFromGroup: Operation<'RemoveUserFromGroup'> = {
  name: 'RemoveUserFromGroup',
  access: 'write',
  demands: ({ GroupName }, scope) => demandOnGroup('iam:RemoveUserFromGroup', GroupName, scope),
  run: async ({ GroupName, UserName }, scope) => {
    const { store, caller } = scope;
    const { groupId } = await getGroupByName(GroupName, scope);
    const { userId } = await getUserByName(UserName, scope);
    const membership = await store.get(MEMBERSHIPS, caller.accountId, [userId, groupId]);
    if (membership === undefined) {
      throw new IamError('NoSuchEntity', `User ${UserName} is not in group ${GroupName}.`);
    }
    await store.remove(MEMBERSHIPS, membership);
    return undefined;
  },
};
