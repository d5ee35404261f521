// A connection to a database in a file.
import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kysely, SqliteDialect, type SqliteStatement } from 'kysely';
import Database from 'libsql';
import type { SqlDatabase } from '../sql/schema.js';
import { PassingStoreError, StoreError } from '../store-errors.js';
import { sqliteError } from './sqlite-error.js';

/** A connection to a database in a file. */
export interface SqliteConnection {
  readonly db: SqlDatabase;
  /** Whether it is as it was opened: in no transaction, and nothing went wrong on it. */
  readonly isClean: () => boolean;
  /** Rolls back what is open on it. */
  readonly close: () => void;
}

/** Begins a transaction that writes: nothing comes before it on its connection. */
export const BEGIN_WRITE = 'begin immediate';

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
    const database = new Database(isUnchanging(path) ? immutable(path) : path);
    for (const pragma of PRAGMAS) database.pragma(pragma);
    const { prepare, isFailed } = keepStatements(database);
    const close = (): void => {
      database.close();
    };
    return {
      db: new Kysely({ dialect: new SqliteDialect({ database: { prepare, close } }) }),
      isClean: () => !database.inTransaction && !isFailed(),
      close,
    };
  } catch (error) {
    throw sqliteError(error);
  }
}

/** Makes the file where it is not there; whether it stands where nobody can write. */
function isUnchanging(path: string): boolean {
  try {
    accessSync(dirname(path), constants.W_OK);
    // SQLite gives its other files the mode of this one.
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (hasCode(error, 'EROFS')) return true;
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  return false;
}

/**
 * The name by which SQLite reads a file without the others that it keeps beside it, which cannot be made
 * on a read-only file system. What stands in a log would not be seen: the file is not opened then.
 */
function immutable(path: string): string {
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (log !== undefined && log.size > 0) {
    throw new StoreError(
      'Unavailable',
      'the database has a log and stands where nothing can be written',
    );
  }
  return `${pathToFileURL(path).href}?immutable=1`;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/**
 * Prepares each statement once. libsql (0.5.29) does not reset a statement that failed, which then holds
 * the connection to the state that it saw until it is run again or collected: the connection is not
 * clean. It stays so after `BEGIN_WRITE` found the lock taken, since that is what is run next.
 */
function keepStatements(database: Database.Database): {
  readonly prepare: (text: string) => SqliteStatement;
  readonly isFailed: () => boolean;
} {
  const statements = new Map<string, SqliteStatement>();
  let failed = false;
  const watch = <Result>(text: string, run: () => Result): Result => {
    try {
      return run();
    } catch (error) {
      const isWaiting = text === BEGIN_WRITE && sqliteError(error) instanceof PassingStoreError;
      if (!isWaiting) failed = true;
      throw error;
    }
  };
  return {
    isFailed: () => failed,
    prepare: (text) => {
      const kept = statements.get(text);
      if (kept !== undefined) return kept;
      const prepared = watch(text, () => database.prepare<unknown[]>(text));
      const statement: SqliteStatement = {
        reader: prepared.reader,
        all: (parameters) => watch(text, () => prepared.all(...parameters)),
        run: (parameters) => watch(text, () => prepared.run(...parameters)),
        iterate: (parameters) => watch(text, () => prepared.iterate(...parameters)),
      };
      statements.set(text, statement);
      return statement;
    },
  };
}
