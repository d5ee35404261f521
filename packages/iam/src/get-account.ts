// The account that an operation is about: the caller's.
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';
import { DEPLOYMENT } from './store.js';
import { ACCOUNTS, type Account } from './tables/accounts.js';

/**
 * The account of the caller.
 *
 * @throws IamError NoSuchEntity when the deployment does not have it (any more)
 */
export async function getAccount({ store, caller }: ReadScope): Promise<Account> {
  const account = await store.get(ACCOUNTS, DEPLOYMENT, [caller.accountId]);
  if (account === undefined) {
    throw new IamError('NoSuchEntity', `Account ${caller.accountId} cannot be found.`);
  }
  return account;
}
