// GetLoginProfile.
import { demandOnUser, getUserByName, userNameOrCaller } from '../find-user.js';
import { describeLoginProfile, getLoginProfile as getProfile } from '../login-profile.js';
import type { Operation } from '../operation.js';

/** Says since when a user has a password (IAM API Reference, "GetLoginProfile"). */
export const getLoginProfile: Operation<'GetLoginProfile'> = {
  name: 'GetLoginProfile',
  access: 'read',
  demands: ({ UserName }, scope) =>
    demandOnUser('iam:GetLoginProfile', userNameOrCaller(UserName, scope), scope),
  run: async ({ UserName }, scope) => {
    const user = await getUserByName(userNameOrCaller(UserName, scope), scope);
    return { LoginProfile: describeLoginProfile(user, await getProfile(user, scope)) };
  },
};
