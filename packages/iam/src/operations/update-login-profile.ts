// UpdateLoginProfile.
import { demandOnUser, getUserByName } from '../find-user.js';
import { getLoginProfile, prepareNewPassword, replacePassword } from '../login-profile.js';
import type { Operation } from '../operation.js';
import { LOGIN_PROFILES } from '../tables/login-profiles.js';

/**
 * Gives a user another password, or says whether they must set one themselves (IAM API Reference,
 * "UpdateLoginProfile").
 */
export const updateLoginProfile: Operation<'UpdateLoginProfile'> = {
  name: 'UpdateLoginProfile',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnUser('iam:UpdateLoginProfile', UserName, scope),
  prepare: async ({ UserName, Password, PasswordResetRequired }, scope) => {
    if (Password === undefined) {
      return async (writeScope) => {
        const user = await getUserByName(UserName, writeScope);
        const profile = await getLoginProfile(user, writeScope);
        const resetRequired = PasswordResetRequired ?? profile.resetRequired;
        await writeScope.store.replace(LOGIN_PROFILES, { ...profile, resetRequired });
        return undefined;
      };
    }
    const { before, after } = await prepareNewPassword(
      Password,
      (readScope) => getUserByName(UserName, readScope),
      scope,
    );
    const resetRequired = PasswordResetRequired ?? before.resetRequired;
    return async (writeScope) => {
      await replacePassword({ before, after: { ...after, resetRequired } }, writeScope);
      return undefined;
    };
  },
};
