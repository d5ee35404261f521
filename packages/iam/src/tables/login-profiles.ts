// The passwords of users.
import type { SealedSecret } from '../secrets.js';
import type { Row, Table } from '../store.js';

/** What lets a user sign in with a password. */
export interface LoginProfile extends Row {
  readonly userId: string;
  readonly createDate: string;
  /** When the password was last set. */
  readonly passwordDate: string;
  /** Whether the user must set another one at the next sign-in. */
  readonly resetRequired: boolean;
  /** The hash of the password, sealed for `passwordOwner`. */
  readonly password: SealedSecret;
  /** The hashes of those before it, the latest first. */
  readonly formerPasswords: readonly SealedSecret[];
}

/** All login profiles, by user. */
export const LOGIN_PROFILES: Table<LoginProfile> = {
  name: 'login_profiles',
  key: ({ userId }) => [userId],
  indexes: {},
};

/** Whom the hash of a password is sealed for. */
export function passwordOwner({
  accountId,
  userId,
}: Pick<LoginProfile, 'accountId' | 'userId'>): readonly string[] {
  return ['password', accountId, userId];
}
