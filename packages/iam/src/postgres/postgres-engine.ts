// PostgreSQL, over node-postgres.
import { Kysely, PostgresDialect } from 'kysely';
import type { ClientConfig } from 'pg';
import type { Bookkeeping } from '../sql/schema.js';
import type { SqlEngine } from '../sql/sql-engine.js';
import { CHANNEL, listenForChanges } from './change-listener.js';
import { postgresError } from './postgres-error.js';
import { createPostgresPool } from './postgres-pool.js';

/** How an engine uses its database. */
export interface PostgresEngineOptions {
  readonly pollIntervalMs: number;
  readonly readConnections: number;
}

/** Instances that migrate wait for each other on this: `ostiary` in ASCII. */
const MIGRATION_LOCK = 0x6f737469617279n;

/** Of every connection: nobody waits for ever, whatever became of the other side. */
const LIMITS = {
  connectionTimeoutMillis: 5000,
  query_timeout: 30_000,
  keepAlive: true,
} as const;

/** In every transaction that writes; the last bounds how long a stuck instance can hold the lock. */
const TRANSACTION_LIMITS = [
  "set local lock_timeout = '5s'",
  "set local idle_in_transaction_session_timeout = '30s'",
].join('; ');

/** Keys are compared by their bytes in UTF-8, and what was answered must be on the disk. */
const FIND_FAULT = `
  select 'is not encoded in UTF-8' as fault where current_setting('server_encoding') <> 'UTF8'
  union all
  select 'has synchronous_commit off' where current_setting('synchronous_commit') = 'off'
  union all
  select 'is older than PostgreSQL 13' where current_setting('server_version_num')::int < 130000`;

/** Opens a database by its URL. */
export function openPostgresEngine(url: string, options: PostgresEngineOptions): SqlEngine {
  const { pollIntervalMs, readConnections } = options;
  const config: ClientConfig = { ...LIMITS, connectionString: url, application_name: 'ostiary' };
  const open = (max: number) =>
    new Kysely<Bookkeeping>({
      dialect: new PostgresDialect({ pool: createPostgresPool({ ...config, max }) }),
    });
  // Apart, so that reads never keep the write from going on.
  const connections = { read: open(readConnections), write: open(1) };
  return {
    connect: async (access, work) => {
      let lent = false;
      try {
        return await connections[access].connection().execute((db) => {
          lent = true;
          return work(db);
        });
      } catch (error) {
        throw lent ? error : postgresError(error);
      }
    },
    begin: {
      read: ['begin isolation level repeatable read read only'],
      // The lock comes before the snapshot, which the first query takes: docs/decisions/postgresql-locking.md
      write: [
        `begin isolation level repeatable read; ${TRANSACTION_LIMITS}; lock table revision in exclusive mode`,
      ],
      migration: [
        `begin; ${TRANSACTION_LIMITS}`,
        `select pg_advisory_xact_lock(${MIGRATION_LOCK})`,
      ],
    },
    textType: 'text collate "C"',
    findMigrations:
      "select 1 from pg_catalog.pg_tables where schemaname = current_schema() and tablename = 'migrations'",
    findFault: FIND_FAULT,
    announce: `select pg_notify('${CHANNEL}', '')`,
    retries: { forMs: 10_000, firstWaitMs: 5, longestWaitMs: 200 },
    toStoreError: postgresError,
    onForeignChange: (callback) => listenForChanges(config, pollIntervalMs, callback),
    close: async () => {
      await connections.read.destroy();
      await connections.write.destroy();
    },
  };
}
