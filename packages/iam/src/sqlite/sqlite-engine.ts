// SQLite, over libsql, which comes with prebuilt binaries.
import { resolve } from 'node:path';
import type { SqlEngine } from '../sql/sql-engine.js';
import { createConnectionPool } from './connection-pool.js';
import { openSqliteConnection } from './sqlite-connection.js';
import { sqliteError } from './sqlite-error.js';

/** Reads that run at once; more than these wait. Each has a connection. */
const READERS = 16;

/** Opens a database in a file, which is made when it is not there. */
export function openSqliteEngine(file: string, pollIntervalMs: number): SqlEngine {
  // Absolute: the driver takes `:memory:` and URLs for something else than files.
  const path = resolve(file);
  const open = () => openSqliteConnection(path);
  const pools = { read: createConnectionPool(open, READERS), write: createConnectionPool(open, 1) };
  return {
    connect: (access, work) => pools[access].lend(work),
    begin: { read: ['begin'], write: ['begin immediate'], migration: ['begin immediate'] },
    textType: 'text',
    findMigrations: "select 1 from sqlite_master where type = 'table' and name = 'migrations'",
    toStoreError: sqliteError,
    onForeignChange: (callback) => {
      const timer = setInterval(callback, pollIntervalMs).unref();
      return () => clearInterval(timer);
    },
    close: async () => {
      pools.read.close();
      pools.write.close();
    },
  };
}
