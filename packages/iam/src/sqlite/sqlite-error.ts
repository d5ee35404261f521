// What SQLite's result codes mean.
import { PassingStoreError, StoreError, type StoreErrorCode } from '../store-errors.js';

interface Meaning {
  readonly code: StoreErrorCode;
  readonly message: string;
}

const FULL: Meaning = { code: 'Full', message: 'the disk of the database is full' };
const READ_ONLY: Meaning = { code: 'ReadOnly', message: 'the database may not be written' };

/** By primary result code of SQLite (https://sqlite.org/rescode.html), or code of the system. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['SQLITE_FULL', FULL],
  ['ENOSPC', FULL],
  ['SQLITE_READONLY', READ_ONLY],
  ['EROFS', READ_ONLY],
  ['EACCES', READ_ONLY],
  ['SQLITE_CANTOPEN', { code: 'Unavailable', message: 'the database cannot be opened' }],
  ['SQLITE_CORRUPT', { code: 'Unavailable', message: 'the database is damaged' }],
  ['SQLITE_NOTADB', { code: 'Unavailable', message: 'the file is no database' }],
]);

/** What an error of the driver means; extended codes (`SQLITE_BUSY_RECOVERY`) mean what their primary ones do. */
export function sqliteError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const primary = code.split('_', 2).join('_');
  if (primary === 'SQLITE_BUSY') {
    const message = 'another process has the database locked';
    return new PassingStoreError('Unavailable', message, { cause: error });
  }
  const meaning: Meaning = MEANINGS.get(primary) ?? {
    code: 'Unavailable',
    message: `the database failed${code && ` with ${code}`}`,
  };
  return new StoreError(meaning.code, meaning.message, { cause: error });
}
