// Accounts: who owns everything else.
import type { AccountId } from '@ostiary/policy';
import type { Row, Table } from '../store.js';

/** An account of the deployment. */
export interface Account extends Row {
  /** The deployment: accounts belong to none. */
  readonly accountId: AccountId;
  readonly id: AccountId;
  /** What operators call it. */
  readonly name: string;
  /** The key that the deployment last gave its root user; the root user may have deleted it since. */
  readonly rootAccessKeyId?: string | undefined;
  /** At most one, unique in the deployment. */
  readonly alias?: string | undefined;
  readonly createDate: string;
}

/** All accounts, by id. */
export const ACCOUNTS: Table<Account, 'alias'> = {
  name: 'accounts',
  key: ({ id }) => [id],
  indexes: {
    alias: { scope: 'deployment', key: ({ alias }) => (alias === undefined ? undefined : [alias]) },
  },
};
