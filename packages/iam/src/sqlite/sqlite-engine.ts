// SQLite, over libsql, which comes with prebuilt binaries.
import { resolve } from 'node:path';
import { CompiledQuery } from 'kysely';
import type { RetryBounds } from '../retry.js';
import type { SqlDatabase } from '../sql/schema.js';
import type { SqlEngine } from '../sql/sql-engine.js';
import { createConnectionPool } from './connection-pool.js';
import { BEGIN_WRITE, openSqliteConnection } from './sqlite-connection.js';
import { sqliteError } from './sqlite-error.js';
import { type BreakBounds, createWriteBreaks } from './write-breaks.js';

/** Reads that run at once; more than these wait. Each has a connection. */
const READERS = 16;

/** A break is longer than others wait before they look again. */
const BREAKS: BreakBounds = { afterMs: 20, forMs: 5 };
const RETRIES: RetryBounds = { forMs: 10_000, firstWaitMs: 1, longestWaitMs: 4 };

/** Opens a database in a file, which is made when it is not there. */
export function openSqliteEngine(file: string, pollIntervalMs: number): SqlEngine {
  // Absolute: the driver takes `:memory:` and URLs for something else than files.
  const path = resolve(file);
  const open = () => openSqliteConnection(path);
  const pools = { read: createConnectionPool(open, READERS), write: createConnectionPool(open, 1) };
  const inBreaks = createWriteBreaks(BREAKS);
  return {
    connect: (access, work) =>
      access === 'read' ? pools.read.lend(work) : inBreaks(() => pools.write.lend(work)),
    begin: { read: ['begin'], write: [BEGIN_WRITE], migration: [BEGIN_WRITE] },
    textType: 'text',
    findMigrations: "select 1 from sqlite_master where type = 'table' and name = 'migrations'",
    retries: RETRIES,
    toStoreError: sqliteError,
    onForeignChange: (callback) => {
      const timer = setInterval(callback, pollIntervalMs).unref();
      return () => clearInterval(timer);
    },
    close: async () => {
      pools.read.close();
      // Where it cannot be done, the log stays: it is as good as the file.
      await pools.write.lend(emptyLog).catch(() => undefined);
      pools.write.close();
    },
  };
}

/**
 * Puts what stands in the log into the file. SQLite does this when the last connection is closed, which
 * for libsql is not before its statements are collected.
 */
async function emptyLog(db: SqlDatabase): Promise<void> {
  await db
    .executeQuery(CompiledQuery.raw('pragma wal_checkpoint(truncate)'))
    .catch(() => undefined);
}
