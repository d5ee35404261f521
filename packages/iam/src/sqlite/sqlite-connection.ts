// A connection to a database in a file.
import { closeSync, openSync } from 'node:fs';
import { Kysely, SqliteDialect } from 'kysely';
import Database from 'libsql';
import type { SqlDatabase } from '../sql/schema.js';
import { sqliteError } from './sqlite-error.js';

/** A connection to a database in a file. */
export interface SqliteConnection {
  readonly db: SqlDatabase;
  readonly isInTransaction: () => boolean;
  /** Rolls back what is open on it. */
  readonly close: () => void;
}

/**
 * Of every connection: writes go to a log beside the database, so that reads and the one write do not
 * wait for each other; a commit is on the disk when it answers; and nobody waits in the driver, which
 * would hold up the whole process.
 */
const PRAGMAS: readonly string[] = ['busy_timeout = 0', 'journal_mode = WAL', 'synchronous = FULL'];

/**
 * Opens a connection to a file; one that is not there is made, readable by its owner alone.
 *
 * @throws StoreError when it cannot be opened
 */
export function openSqliteConnection(path: string): SqliteConnection {
  try {
    makeFile(path);
    const database = new Database(path);
    for (const pragma of PRAGMAS) database.pragma(pragma);
    return {
      db: new Kysely({ dialect: new SqliteDialect({ database }) }),
      isInTransaction: () => database.inTransaction,
      close: () => {
        database.close();
      },
    };
  } catch (error) {
    throw sqliteError(error);
  }
}

/** SQLite gives its other files the mode of this one. */
function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
