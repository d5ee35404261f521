// The login profile of a user: found, shown, and given another password.
import type { OutputOf } from '@ostiary/api';
import { IamError } from './errors.js';
import type { PrepareScope, ReadScope, WriteScope } from './operation.js';
import { hashPassword, isPassword } from './password-hash.js';
import { checkPassword, findPasswordPolicy, passwordViolation } from './password-policy.js';
import { LOGIN_PROFILES, type LoginProfile } from './tables/login-profiles.js';
import type { User } from './tables/users.js';

/**
 * The login profile of a user.
 *
 * @throws IamError NoSuchEntity
 */
export async function getLoginProfile(
  { accountId, userId, userName }: User,
  { store }: ReadScope,
): Promise<LoginProfile> {
  const profile = await store.get(LOGIN_PROFILES, accountId, [userId]);
  if (profile === undefined) {
    throw new IamError('NoSuchEntity', `Login Profile for User ${userName} cannot be found.`);
  }
  return profile;
}

/** The `LoginProfile` shape. */
export function describeLoginProfile(
  { userName }: User,
  { createDate, resetRequired }: LoginProfile,
): OutputOf<'GetLoginProfile'>['LoginProfile'] {
  return {
    UserName: userName,
    CreateDate: new Date(createDate),
    PasswordResetRequired: resetRequired,
  };
}

/** A login profile with the password it will have. */
export interface NewPassword {
  /** As it was when the password was checked against it. */
  readonly before: LoginProfile;
  readonly after: LoginProfile;
}

const MAX_FORMER_PASSWORDS = 24;

/**
 * Checks a password against the account's policy and the former ones, and hashes it. This takes
 * long and is done before the transaction; `replacePassword` is what is left for that.
 *
 * @throws IamError PasswordPolicyViolation
 */
export async function prepareNewPassword(
  password: string,
  getUser: (scope: ReadScope) => Promise<User>,
  scope: PrepareScope,
): Promise<NewPassword> {
  const { before, reusePrevention } = await scope.read(async (store) => {
    const readScope = { ...scope, store };
    await checkPassword(password, readScope);
    return {
      before: await getLoginProfile(await getUser(readScope), readScope),
      reusePrevention: (await findPasswordPolicy(readScope))?.reusePrevention ?? 0,
    };
  });
  const known = [before.password, ...before.formerPasswords];
  if (reusePrevention > 0) {
    const barred = known.slice(0, reusePrevention + 1);
    const matches = barred.map((sealed) => isPassword(password, sealed, before, scope.secrets));
    if ((await Promise.all(matches)).includes(true)) {
      throw passwordViolation('It must be another than those before it.');
    }
  }
  return {
    before,
    after: {
      ...before,
      password: await hashPassword(password, before, scope.secrets),
      passwordDate: scope.now.toISOString(),
      formerPasswords: known.slice(0, MAX_FORMER_PASSWORDS),
    },
  };
}

/**
 * Puts a prepared password in place.
 *
 * @throws IamError EntityTemporarilyUnmodifiable when the profile was changed since
 */
export async function replacePassword(
  { before, after }: NewPassword,
  { store }: WriteScope,
): Promise<void> {
  const present = await store.get(LOGIN_PROFILES, before.accountId, [before.userId]);
  if (present === undefined || present.password.sealed !== before.password.sealed) {
    throw new IamError(
      'EntityTemporarilyUnmodifiable',
      'The login profile was changed by another request meanwhile. Try again.',
    );
  }
  await store.replace(LOGIN_PROFILES, after);
}
