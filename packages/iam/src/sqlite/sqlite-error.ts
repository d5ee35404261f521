// What SQLite's result codes mean.
import { PassingStoreError, StoreError } from '../store-errors.js';

/** By primary result code (https://sqlite.org/rescode.html); any other means that it does not work as it should. */
const MEANINGS: ReadonlyMap<string, (options: ErrorOptions) => StoreError> = new Map([
  [
    'SQLITE_BUSY',
    (options) =>
      new PassingStoreError('Unavailable', 'another process has the database locked', options),
  ],
  ['SQLITE_FULL', (options) => new StoreError('Full', 'the disk of the database is full', options)],
  [
    'SQLITE_READONLY',
    (options) => new StoreError('ReadOnly', 'the database may not be written', options),
  ],
  [
    'SQLITE_CANTOPEN',
    (options) => new StoreError('Unavailable', 'the database cannot be opened', options),
  ],
  [
    'SQLITE_CORRUPT',
    (options) => new StoreError('Unavailable', 'the database is damaged', options),
  ],
  ['SQLITE_NOTADB', (options) => new StoreError('Unavailable', 'the file is no database', options)],
]);

/** What an error of the driver means; extended codes (`SQLITE_BUSY_RECOVERY`) mean what their primary ones do. */
export function sqliteError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const primary = code.split('_', 2).join('_');
  const meaning = MEANINGS.get(primary);
  if (meaning !== undefined) return meaning({ cause: error });
  return new StoreError('Unavailable', `the database failed${code && ` with ${code}`}`, {
    cause: error,
  });
}
