// Puts a backup back: all of it in one transaction, or nothing.
import { randomUUID } from 'node:crypto';
import type { AccountId } from '@ostiary/policy';
import { createSecrets } from '../create-secrets.js';
import type { KeyRing } from '../key-ring.js';
import { holdMasterKey } from '../master-key/open-master-key.js';
import { type Cause, DEPLOYMENT, type Row, type Store, type Writer } from '../store.js';
import { KeyTakenError } from '../store-errors.js';
import { ACCOUNTS, type Account } from '../tables/accounts.js';
import { MASTER_KEYS, type MasterKeyCheck } from '../tables/master-keys.js';
import { ORGANIZATION_DOCUMENTS, ORGANIZATIONS } from '../tables/organizations.js';
import { BackupError } from './backup-error.js';
import { type BackupHeader, type BackupRow, digestRows } from './backup-format.js';
import { readBackup, type WholeBackup } from './read-backup.js';
import { isEmpty } from './stored-tables.js';
import { type BackupProgress, ROWS_A_REPORT, rowsOf } from './write-backup.js';

/** Tables in which no account has a row of its own. */
const TABLES_OF_DEPLOYMENT = new Set(
  [ACCOUNTS, MASTER_KEYS, ORGANIZATIONS, ORGANIZATION_DOCUMENTS].map(({ name }) => name),
);

/** What is put back, and where. */
export interface RestoreOptions {
  readonly store: Store;
  readonly file: string;
  /** Holds every key that sealed something in the file. */
  readonly ring: KeyRing;
  /** The clock; the machine's own by default. */
  readonly now?: () => Date;
  /** Told now and then, and at the end. */
  readonly onProgress?: (progress: BackupProgress) => void;
}

/**
 * Puts a backup of a whole deployment into an empty store. Its revision is later than any that was seen of the
 * deployment that the backup is of: it begins with the milliseconds since 1970, and no store has a
 * thousand transactions a second for long. So nobody takes the state for one of the same number that
 * they know. The file is read twice, and a damaged one is
 * refused before anything is written; what was written is read back before it is committed.
 *
 * INVARIANT: the store has all of the backup or none of it: half a deployment may lack what denies.
 *
 * @throws BackupError when the store is not empty, the file is damaged or is of one account, or what was
 *   written is not what is read back; MasterKeyError when a key is missing or wrong; StoreError when the
 *   store cannot be written. Nothing was written then.
 */
export async function restoreBackup(options: RestoreOptions): Promise<BackupProgress> {
  const { file, ring } = options;
  const secrets = createSecrets(ring);
  const backup = await readBackup(file, ({ table, row }, header) => {
    if (header.accountId !== undefined) {
      throw new BackupError(`the file is an export of the account ${header.accountId}: import it`);
    }
    holdKeys(row, header, ring);
    // Which type the rows of a table have, only the table says.
    if (table.name === MASTER_KEYS.name) holdMasterKey(ring, secrets, row as MasterKeyCheck);
  });
  const { now = () => new Date() } = options;
  const revisionAfter = Math.max(backup.header.revision, now().getTime());
  const check = async (writer: Writer): Promise<void> => {
    if (await isEmpty(writer)) return;
    throw new BackupError('the store is not empty: a backup is put into an empty one alone');
  };
  const cause = deploymentCause(DEPLOYMENT, 'RestoreBackup');
  await put(options, backup, cause, check, revisionAfter);
  return { rows: backup.rows };
}

/**
 * Puts the export of one account into the deployment that it came from, or one with the same master key.
 *
 * @returns the account
 * @throws BackupError when the account is there already, the file is damaged or has a row of another
 *   account, a master key of the file is not one of the deployment's, or a name or an access key is taken
 *   in the deployment; StoreError when the store cannot be written. Nothing was written then.
 */
export async function importAccount(
  options: RestoreOptions,
): Promise<BackupProgress & { readonly accountId: AccountId }> {
  const { file, ring } = options;
  let entries = 0;
  const backup = await readBackup(file, (read, header) => {
    const { accountId } = header;
    if (accountId === undefined) {
      throw new BackupError('the file is a backup of a whole deployment: restore it');
    }
    if (isEntryOf(read, accountId)) entries += 1;
    else if (!isOf(read, accountId)) {
      throw new BackupError(`the file has a row in \`${read.table.name}\` of another account`);
    }
    holdKeys(read.row, header, ring);
  });
  const { accountId, keyIds } = backup.header;
  if (accountId === undefined || entries !== 1) {
    throw new BackupError('the file is not the export of an account');
  }
  await put(options, backup, deploymentCause(accountId, 'ImportAccount'), async (writer) => {
    const entry = await writer.get(ACCOUNTS, DEPLOYMENT, [accountId]);
    if (entry !== undefined || !(await isEmpty(writer, accountId))) {
      throw new BackupError(`the deployment has an account ${accountId} already`);
    }
    for (const keyId of keyIds) {
      if ((await writer.get(MASTER_KEYS, DEPLOYMENT, [keyId])) === undefined) {
        throw new BackupError(
          `the deployment does not use the master key \`${keyId}\` of the file`,
        );
      }
    }
  });
  return { rows: backup.rows, accountId };
}

/** Writes the rows, and commits them when they are, read back, what the backup has. */
async function put(
  { store, file, onProgress }: RestoreOptions,
  backup: WholeBackup,
  cause: Cause,
  check: (writer: Writer) => Promise<void>,
  revisionAfter?: number,
): Promise<void> {
  const work = async (writer: Writer): Promise<void> => {
    await check(writer);
    let written = 0;
    const again = await readBackup(file, async (read) => {
      await insert(writer, read);
      written += 1;
      if (written % ROWS_A_REPORT === 0) onProgress?.({ rows: written });
    });
    // Another file may have come in its place since it was looked at.
    if (again.sha256 !== backup.sha256) throw new BackupError('the file was changed meanwhile');
    if ((await digestRows(rowsOf(writer, backup.header.accountId))) !== backup.rowsDigest) {
      throw new BackupError('what was written is not what is read back');
    }
  };
  await store.transact(cause, work, revisionAfter);
  onProgress?.({ rows: backup.rows });
}

async function insert(writer: Writer, { table, row }: BackupRow): Promise<void> {
  try {
    await table.insert(writer, row);
  } catch (cause) {
    if (cause instanceof KeyTakenError) {
      throw new BackupError(`a row of the file cannot be added: ${cause.message}`, { cause });
    }
    if (cause instanceof TypeError) {
      throw new BackupError(`the file has a row that \`${table.name}\` cannot hold`, { cause });
    }
    throw cause;
  }
}

/** Whether a row is the account's entry among the accounts, which is kept with the deployment. */
function isEntryOf({ table, row }: BackupRow, accountId: AccountId): boolean {
  return (
    table.name === ACCOUNTS.name &&
    row.accountId === DEPLOYMENT &&
    (row as Account).id === accountId &&
    accountId !== DEPLOYMENT
  );
}

/** Whether a row is one of the account's own, in a table that accounts have rows in. */
function isOf({ table, row }: BackupRow, accountId: AccountId): boolean {
  return (
    !TABLES_OF_DEPLOYMENT.has(table.name) && row.accountId === accountId && accountId !== DEPLOYMENT
  );
}

/** Holds that what is sealed in a row can be opened, and that the header named its key. */
function holdKeys(row: Row, { keyIds }: BackupHeader, ring: KeyRing): void {
  for (const keyId of new Set([...keyIds, ...sealedBy(row)])) {
    if (ring.find(keyId) === undefined) {
      throw new BackupError(
        `the file has secrets that were sealed with the master key \`${keyId}\`, which is not in the master key file`,
      );
    }
    if (!keyIds.includes(keyId)) {
      throw new BackupError(`the file does not say that it needs the master key \`${keyId}\``);
    }
  }
}

/** The ids of the keys that sealed something in a row, wherever in it. */
function* sealedBy(value: unknown): Generator<string, void> {
  if (typeof value !== 'object' || value === null) return;
  if ('sealed' in value && 'keyId' in value && typeof value.keyId === 'string') yield value.keyId;
  for (const member of Object.values(value)) yield* sealedBy(member);
}

function deploymentCause(accountId: AccountId, operation: string): Cause {
  return { accountId, operation, requestId: randomUUID(), principal: 'ostiary' };
}
