// ChangePassword.
import { IamError } from '../errors.js';
import { demandOnUser, getUserByName } from '../find-user.js';
import { getLoginProfile, prepareNewPassword, replacePassword } from '../login-profile.js';
import type { Operation, OperationScope, PrepareScope } from '../operation.js';
import { isPassword } from '../password-hash.js';
import { allowedToUsers } from '../password-permission.js';
import { findPasswordPolicy } from '../password-policy.js';
import type { LoginProfile } from '../tables/login-profiles.js';
import type { PasswordPolicy } from '../tables/password-policies.js';

const ACTION = 'iam:ChangePassword';

/**
 * Gives the user who calls another password, for the one they have (IAM API Reference,
 * "ChangePassword"). The account's password policy can allow it to all users.
 */
export const changePassword: Operation<'ChangePassword'> = {
  name: 'ChangePassword',
  access: 'write',
  demands: async (_, scope) => {
    const [demand] = await demandOnUser(ACTION, callingUser(scope), scope);
    return [{ ...demand, ...(await allowedToUsers(ACTION, scope)) }];
  },
  prepare: async ({ OldPassword, NewPassword }, scope) => {
    const userName = callingUser(scope);
    await checkOldPassword(OldPassword, userName, scope);
    const { before, after } = await prepareNewPassword(
      NewPassword,
      (readScope) => getUserByName(userName, readScope),
      scope,
    );
    return async (writeScope) => {
      await replacePassword({ before, after: { ...after, resetRequired: false } }, writeScope);
      return undefined;
    };
  },
};

function callingUser({ caller: { principal } }: OperationScope): string {
  if (principal.type === 'User') return principal.userName;
  throw new IamError('InvalidUserType', 'Only IAM users can change their own password.');
}

async function checkOldPassword(
  password: string,
  userName: string,
  scope: PrepareScope,
): Promise<void> {
  const { profile, policy } = await scope.read(async (store) => {
    const readScope = { ...scope, store };
    const user = await getUserByName(userName, readScope);
    return {
      profile: await getLoginProfile(user, readScope),
      policy: await findPasswordPolicy(readScope),
    };
  });
  if (!(await isPassword(password, profile.password, profile, scope.secrets))) {
    throw new IamError('AccessDenied', 'The old password was incorrect.');
  }
  if (policy?.hardExpiry && isExpired(profile, policy, scope.now)) {
    throw new IamError('AccessDenied', 'The password has expired; an administrator must reset it.');
  }
}

const DAY_MS = 86_400_000;

function isExpired(
  { passwordDate }: LoginProfile,
  { maxAgeDays }: PasswordPolicy,
  now: Date,
): boolean {
  if (maxAgeDays === undefined) return false;
  return now.getTime() - Date.parse(passwordDate) > maxAgeDays * DAY_MS;
}
