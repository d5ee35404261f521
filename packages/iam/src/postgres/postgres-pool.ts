// Connections to PostgreSQL, of which a broken one is never lent again.
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { sqlState } from './postgres-error.js';

/**
 * Makes a pool for Kysely. A connection on which anything went wrong that the database did not say is
 * closed when it comes back: nobody knows what is still under way on it.
 */
export function createPostgresPool(config: PoolConfig): PostgresPool {
  const pool = new Pool(config);
  // A connection that breaks while it is not lent is dropped by the pool; the next one is opened when
  // it is needed, and whether that succeeds is told then.
  pool.on('error', () => undefined);
  // One that breaks while it is handed over, or between two queries, says so at the next query. Heard from
  // its beginning: a server that goes down can say hello and farewell in one packet.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    connect: async () => lend(await pool.connect()),
    end: () => pool.end(),
  };
}

function lend(client: PoolClient): PostgresPoolClient {
  let broken: Error | undefined;

  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(sql: unknown, parameters: readonly unknown[] = []): unknown {
    if (broken !== undefined) throw broken;
    return client.query(String(sql), [...parameters]).catch((error: unknown) => {
      if (sqlState(error) === undefined) broken = new Error('broken', { cause: error });
      throw error;
    });
  }
  return {
    query,
    release: () => client.release(broken),
  };
}
