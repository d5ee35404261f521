// UpdateUser.
import { demandOnUser, findUser, getUserByName, userArn } from '../find-user.js';
import type { Operation } from '../operation.js';
import { storeUnique } from '../store-unique.js';
import { USERS } from '../tables/users.js';

/**
 * Gives a user another name or path; its id stays (IAM API Reference, "UpdateUser"). Both the user
 * as it is and as it will be must be allowed (IAM User Guide, "Rename an IAM user").
 */
export const updateUser: Operation<'UpdateUser'> = {
  name: 'UpdateUser',
  access: 'write',
  demands: async ({ UserName, NewPath, NewUserName = UserName }, scope) => {
    const path = NewPath ?? (await findUser(UserName, scope))?.path ?? '/';
    const renamed = userArn(scope, { path, userName: NewUserName });
    const [demand] = await demandOnUser('iam:UpdateUser', UserName, scope);
    return renamed === demand.resource ? [demand] : [demand, { ...demand, resource: renamed }];
  },
  run: async ({ UserName, NewPath, NewUserName }, scope) => {
    const user = await getUserByName(UserName, scope);
    const renamed = {
      ...user,
      userName: NewUserName ?? user.userName,
      path: NewPath ?? user.path,
    };
    const taken = `User with name ${renamed.userName} already exists.`;
    await storeUnique(scope.store, 'replace', USERS, renamed, taken);
    return undefined;
  },
};
