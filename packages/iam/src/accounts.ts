// The accounts of a deployment: made and listed by whoever operates it, not by an operation of IAM.
import { type AccountId, isAccountId } from '@ostiary/policy';
import { deploymentCause } from './deployment-cause.js';
import type { DomainScope } from './domain-scope.js';
import { IamError } from './errors.js';
import type { Secrets } from './secrets.js';
import { DEPLOYMENT } from './store.js';
import { KeyTakenError } from './store-errors.js';
import { ACCOUNTS, type Account } from './tables/accounts.js';

/** An account to be made. */
export interface NewAccount {
  /** Twelve digits, not all of them zero; random when absent. */
  readonly id?: string | undefined;
  /** What operators call it: 1 to 50 characters, as in AWS Organizations. */
  readonly name: string;
}

/** An account as operators see it. */
export interface AccountSummary {
  readonly id: AccountId;
  readonly name: string;
  readonly createDate: Date;
}

/**
 * Makes an empty account.
 *
 * @throws IamError `ValidationError` for an id or a name that none can have, `EntityAlreadyExists`
 *   for an id that is taken
 */
export async function createAccount(
  { store, secrets, now }: DomainScope,
  { id: wanted, name }: NewAccount,
): Promise<AccountSummary> {
  const id = wanted === undefined ? randomAccountId(secrets) : readAccountId(wanted);
  if (!/^[\u0020-\u007E]{1,50}$/.test(name)) {
    throw new IamError(
      'ValidationError',
      'the name of an account has 1 to 50 printable ASCII characters',
    );
  }
  const account: Account = { accountId: DEPLOYMENT, id, name, createDate: now().toISOString() };
  try {
    await store.transact(deploymentCause(id, 'CreateAccount', secrets), (writer) =>
      writer.insert(ACCOUNTS, account),
    );
  } catch (error) {
    if (!(error instanceof KeyTakenError)) throw error;
    throw new IamError('EntityAlreadyExists', `Account ${id} already exists.`);
  }
  return describeAccount(account);
}

/** All accounts, by id. */
export async function listAccounts({ store }: DomainScope): Promise<readonly AccountSummary[]> {
  const accounts = await store.read((reader) => reader.list(ACCOUNTS, { accountId: DEPLOYMENT }));
  return accounts.map(describeAccount);
}

function describeAccount({ id, name, createDate }: Account): AccountSummary {
  return { id, name, createDate: new Date(createDate) };
}

function readAccountId(id: string): AccountId {
  if (isAccountId(id) && id !== DEPLOYMENT) return id;
  throw new IamError('ValidationError', 'an account id has twelve digits, not all of them zero');
}

/** Of 10^12 ids, so that none is met twice by chance; if one is, the insert refuses it. */
function randomAccountId(secrets: Secrets): AccountId {
  return readAccountId(
    `${secrets.randomText('123456789', 1)}${secrets.randomText('0123456789', 11)}`,
  );
}
