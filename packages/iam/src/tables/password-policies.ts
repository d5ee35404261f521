// The password policy of an account.
import type { Row, Table } from '../store.js';

/** What the passwords of an account's users must be like, and how long they last. */
export interface PasswordPolicy extends Row {
  readonly minimumLength: number;
  readonly requireSymbols: boolean;
  readonly requireNumbers: boolean;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly allowUsersToChangePassword: boolean;
  /** They never expire when absent. */
  readonly maxAgeDays?: number | undefined;
  /** How many former passwords may not come again. */
  readonly reusePrevention?: number | undefined;
  /** Whether an expired password can only be replaced by an administrator. */
  readonly hardExpiry: boolean;
}

/** At most one for each account. */
export const PASSWORD_POLICIES: Table<PasswordPolicy> = {
  name: 'password_policies',
  key: () => ['policy'],
  indexes: {},
};
