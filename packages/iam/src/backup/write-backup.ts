// Writes the state of a deployment, or of one account of it, to a file.
import { createHash } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import type { AccountId } from '@ostiary/policy';
import { DEPLOYMENT, type Reader, type Store } from '../store.js';
import { ACCOUNTS } from '../tables/accounts.js';
import { MASTER_KEYS } from '../tables/master-keys.js';
import { BackupError } from './backup-error.js';
import { type BackupHeader, type BackupRow, rowLine } from './backup-format.js';
import { isEmpty, STORED_TABLES } from './stored-tables.js';

/** What is written, and where. */
export interface BackupOptions {
  readonly store: Store;
  /** Made for its owner alone; one that is there already is left as it is. */
  readonly file: string;
  /** Told now and then, and at the end. */
  readonly onProgress?: (progress: BackupProgress) => void;
  /** The clock; the machine's own by default. */
  readonly now?: () => Date;
}

/** How far it is. */
export interface BackupProgress {
  /** Rows that were written or read back. */
  readonly rows: number;
}

/** How many rows there are between two reports of progress. */
export const ROWS_A_REPORT = 10_000;
/** How many characters are gathered before they are written. */
const CHUNK = 256 * 1024;

/**
 * Writes everything in a store to a file: one state, which no write changes meanwhile. Secrets stay
 * sealed, and the master key that opens them is not in the file.
 *
 * @throws BackupError when the store is empty or the file is there already; StoreError when the store
 *   cannot be read
 */
export async function writeBackup(options: BackupOptions): Promise<BackupProgress> {
  return writeFile(options, undefined, async (reader) => {
    if (await isEmpty(reader)) throw new BackupError('there is nothing in the store to back up');
  });
}

/**
 * Writes what belongs to one account to a file, as `writeBackup` does.
 *
 * @throws BackupError when there is no such account or the file is there already; StoreError when the
 *   store cannot be read
 */
export async function exportAccount(
  options: BackupOptions & { readonly accountId: AccountId },
): Promise<BackupProgress> {
  const { accountId } = options;
  return writeFile(options, accountId, async (reader) => {
    if ((await reader.get(ACCOUNTS, DEPLOYMENT, [accountId])) === undefined) {
      throw new BackupError(`there is no account ${accountId}`);
    }
  });
}

/** The rows of a state in the order of a backup: of everything, or of an account and its own entry. */
export async function* rowsOf(
  reader: Reader,
  accountId: AccountId | undefined,
): AsyncGenerator<BackupRow, void> {
  for (const table of STORED_TABLES) {
    if (accountId !== undefined && table.name === ACCOUNTS.name) {
      const account = await reader.get(ACCOUNTS, DEPLOYMENT, [accountId]);
      if (account !== undefined) yield { table, row: account };
    }
    for await (const row of table.rows(reader, accountId)) yield { table, row };
  }
}

async function writeFile(
  { store, file, onProgress, now = () => new Date() }: BackupOptions,
  accountId: AccountId | undefined,
  check: (reader: Reader) => Promise<void>,
): Promise<BackupProgress> {
  const handle = await openNew(file);
  try {
    const progress = await store.read(async (reader) => {
      await check(reader);
      // The store may run this again after a lost connection: the file is begun again with it.
      await handle.truncate(0);
      const known = await reader.list(MASTER_KEYS, { accountId: DEPLOYMENT });
      const header: BackupHeader = {
        ...{ format: 'ostiary-backup', version: 1, accountId },
        ...{ revision: reader.revision, time: now().toISOString() },
        keyIds: known.map(({ keyId }) => keyId),
      };
      return writeLines(handle, header, rowsOf(reader, accountId), onProgress);
    });
    await handle.sync();
    await handle.close();
    return progress;
  } catch (error) {
    await handle.close();
    await rm(file, { force: true });
    throw error;
  }
}

async function writeLines(
  handle: FileHandle,
  header: BackupHeader,
  rows: AsyncIterable<BackupRow>,
  onProgress: BackupOptions['onProgress'],
): Promise<BackupProgress> {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  let written = 0;
  let position = 0;
  let chunk = `${JSON.stringify(header)}\n`;
  const flush = async (): Promise<void> => {
    const bytes = Buffer.from(chunk, 'utf8');
    for (let at = 0; at < bytes.length; ) {
      at += (await handle.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
    }
    position += bytes.length;
    chunk = '';
  };
  for await (const row of rows) {
    counts[row.table.name] = (counts[row.table.name] ?? 0) + 1;
    chunk += rowLine(row);
    written += 1;
    if (written % ROWS_A_REPORT === 0) onProgress?.({ rows: written });
    if (chunk.length < CHUNK) continue;
    hash.update(chunk);
    await flush();
  }
  hash.update(chunk);
  chunk += `${JSON.stringify({ rows: counts, sha256: hash.digest('hex') })}\n`;
  await flush();
  onProgress?.({ rows: written });
  return { rows: written };
}

async function openNew(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx', 0o600);
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw new BackupError(
      exists ? `the file \`${file}\` is there already` : `the file \`${file}\` cannot be made`,
      { cause },
    );
  }
}
