// @ostiary/iam/postgres: a store in PostgreSQL, for several machines.
import { openPostgresEngine } from './postgres/postgres-engine.js';
import type { Migration } from './sql/migration.js';
import { MIGRATIONS } from './sql/migrations.js';
import { openSqlStore } from './sql/sql-store.js';
import type { Store } from './store.js';

export type { MigratedTable, Migration } from './sql/migration.js';

/** How a store in PostgreSQL is opened. */
export interface PostgresStoreOptions {
  /** The clock; the machine's own by default. */
  readonly now?: () => Date;
  /**
   * How often it is looked whether another instance has changed something, while somebody watches; 5000
   * by default. PostgreSQL tells at once; this is for when it could not.
   */
  readonly pollIntervalMs?: number;
  /** Reads that run at once; more wait. 10 by default. Beside their connections there are two. */
  readonly readConnections?: number;
  /** What the tables are made by; those of the domain by default. The conformance suite has its own. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens a store in a PostgreSQL database (13 or later, encoded in UTF-8), in the schema that the
 * connection has first in its search path. TLS is as the URL says: `sslmode=verify-full`.
 *
 * @example
 * ```ts
 * const store = await openPostgresStore('postgres://ostiary@db.internal/ostiary?sslmode=verify-full');
 * ```
 * @throws StoreError when the database cannot be used, or was made by a newer version
 */
export async function openPostgresStore(
  url: string,
  options: PostgresStoreOptions = {},
): Promise<Store> {
  const { now = () => new Date(), migrations = MIGRATIONS } = options;
  const { pollIntervalMs = 5000, readConnections = 10 } = options;
  return openSqlStore(openPostgresEngine(url, { pollIntervalMs, readConnections }), {
    ...{ migrations, now },
  });
}
