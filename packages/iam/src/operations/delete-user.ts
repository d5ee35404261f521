// DeleteUser.
import { refuseWhileHeld } from '../delete-conflict.js';
import { demandOnUser, getUserByName } from '../find-user.js';
import type { Operation } from '../operation.js';
import { forgetServiceUses } from '../service-use.js';
import { USERS } from '../tables/users.js';
import { USER_HOLDS } from '../user-holds.js';

/** Deletes a user that holds nothing any more (IAM API Reference, "DeleteUser"). */
export const deleteUser: Operation<'DeleteUser'> = {
  name: 'DeleteUser',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnUser('iam:DeleteUser', UserName, scope),
  run: async ({ UserName }, scope) => {
    const user = await getUserByName(UserName, scope);
    await refuseWhileHeld(scope.store, user, USER_HOLDS);
    await scope.store.remove(USERS, user);
    await forgetServiceUses(user.accountId, user.userId, scope.store);
    return undefined;
  },
};
