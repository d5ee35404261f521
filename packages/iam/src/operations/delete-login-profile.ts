// DeleteLoginProfile.
import { demandOnUser, getUserByName, userNameOrCaller } from '../find-user.js';
import { getLoginProfile } from '../login-profile.js';
import type { Operation } from '../operation.js';
import { LOGIN_PROFILES } from '../tables/login-profiles.js';

/** Takes a user's password away (IAM API Reference, "DeleteLoginProfile"). */
export const deleteLoginProfile: Operation<'DeleteLoginProfile'> = {
  name: 'DeleteLoginProfile',
  access: 'write',
  demands: ({ UserName }, scope) =>
    demandOnUser('iam:DeleteLoginProfile', userNameOrCaller(UserName, scope), scope),
  run: async ({ UserName }, scope) => {
    const user = await getUserByName(userNameOrCaller(UserName, scope), scope);
    await scope.store.remove(LOGIN_PROFILES, await getLoginProfile(user, scope));
    return undefined;
  },
};
