// @ostiary/iam/sqlite: a store in a file, for one machine.

import type { Migration } from './sql/migration.js';
import { MIGRATIONS } from './sql/migrations.js';
import { openSqlStore } from './sql/sql-store.js';
import { openSqliteEngine } from './sqlite/sqlite-engine.js';
import type { Store } from './store.js';

export type { MigratedTable, Migration } from './sql/migration.js';

/** How a store in a file is opened. */
export interface SqliteStoreOptions {
  /** The clock; the machine's own by default. */
  readonly now?: () => Date;
  /** How often it is looked whether another process has changed something, while somebody watches; 500 by default. */
  readonly pollIntervalMs?: number;
  /** What the tables are made by; those of the domain by default. The conformance suite has its own. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens a store in a file, which is made when it is not there, readable by its owner alone. Several
 * processes on one machine may have it open; a network file system is no place for it.
 *
 * @example
 * ```ts
 * const store = await openSqliteStore('/var/lib/ostiary/ostiary.db');
 * ```
 * @throws StoreError when the file cannot be used, or was made by a newer version
 */
export async function openSqliteStore(
  file: string,
  options: SqliteStoreOptions = {},
): Promise<Store> {
  const { now = () => new Date(), pollIntervalMs = 500, migrations = MIGRATIONS } = options;
  return openSqlStore(openSqliteEngine(file, pollIntervalMs), { migrations, now });
}
