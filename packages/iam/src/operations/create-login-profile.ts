// CreateLoginProfile.
import { IamError } from '../errors.js';
import { demandOnUser, getUserByName, userNameOrCaller } from '../find-user.js';
import { describeLoginProfile } from '../login-profile.js';
import type { Operation } from '../operation.js';
import { hashPassword } from '../password-hash.js';
import { checkPassword } from '../password-policy.js';
import { storeUnique } from '../store-unique.js';
import { LOGIN_PROFILES, type LoginProfile } from '../tables/login-profiles.js';

/** Gives a user a password (IAM API Reference, "CreateLoginProfile"). */
export const createLoginProfile: Operation<'CreateLoginProfile'> = {
  name: 'CreateLoginProfile',
  access: 'write',
  demands: ({ UserName }, scope) =>
    demandOnUser('iam:CreateLoginProfile', userNameOrCaller(UserName, scope), scope),
  prepare: async ({ UserName, Password, PasswordResetRequired = false }, scope) => {
    const { secrets, now } = scope;
    const userName = userNameOrCaller(UserName, scope);
    if (Password === undefined)
      throw new IamError('ValidationError', 'Password must be specified.');
    const { accountId, userId } = await scope.read(async (store) => {
      await checkPassword(Password, { ...scope, store });
      return getUserByName(userName, { ...scope, store });
    });
    const profile: LoginProfile = {
      ...{ accountId, userId },
      createDate: now.toISOString(),
      passwordDate: now.toISOString(),
      resetRequired: PasswordResetRequired,
      password: await hashPassword(Password, { accountId, userId }, secrets),
      formerPasswords: [],
    };
    return async (writeScope) => {
      const user = await getUserByName(userName, writeScope);
      if (user.userId !== userId) {
        throw new IamError(
          'EntityTemporarilyUnmodifiable',
          `The user with name ${userName} was deleted and made again meanwhile. Try again.`,
        );
      }
      const taken = `Login Profile for user ${user.userName} already exists.`;
      await storeUnique(writeScope.store, 'insert', LOGIN_PROFILES, profile, taken);
      return { LoginProfile: describeLoginProfile(user, profile) };
    };
  },
};
