// The databases: an empty store in each, with the fastest way to fill it.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openPostgresStore } from '../src/postgres.js';
import { indexNames, keysOf } from '../src/row-keys.js';
import { rowText } from '../src/row-text.js';
import { openSqliteStore } from '../src/sqlite.js';
import type { Store } from '../src/store.js';
import { type Put, root } from './account.js';

/** A store of its own, that is gone when it is dropped. */
export interface BenchDatabase {
  readonly store: Store;
  readonly put: Put;
  /** To be called when all is put: the statistics by which a database plans. */
  readonly settle: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

const SERVER = process.env.OSTIARY_TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432';
const cause = {
  ...{ accountId: root.accountId, operation: 'Bench', requestId: 'bench', principal: 'ostiary' },
};

/** A file in a folder of its own, filled through the port. */
export async function openSqlite(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'ostiary-bench-'));
  const store = await openSqliteStore(join(folder, 'ostiary.db'));
  return {
    store,
    put: (table, rows) =>
      store.transact(cause, async (writer) => {
        for (const row of rows) await writer.insert(table, row);
      }),
    settle: async () => undefined,
    drop: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A database with a random name, filled by statements of many rows; undefined where no server answers. */
export async function openPostgres(): Promise<BenchDatabase | undefined> {
  const name = `ostiary_bench_${randomBytes(8).toString('hex')}`;
  const admin = new pg.Client({ connectionString: `${SERVER}/postgres` });
  try {
    await admin.connect();
  } catch {
    return undefined;
  }
  await admin.query(`create database ${name}`);
  const store = await openPostgresStore(`${SERVER}/${name}`);
  const filler = new pg.Client({ connectionString: `${SERVER}/${name}` });
  await filler.connect();
  return {
    store,
    put: async (table, rows) => {
      const indexes = indexNames(table);
      const columns = ['account_id', 'key', 'body', ...indexes.map((index) => `by_${index}`)];
      const values = rows.map((row) => {
        const { own, indexes: keys } = keysOf(table, row);
        const byIndex = new Map(keys.map(({ name: index, key }) => [index, key]));
        const indexed = indexes.map((index) => byIndex.get(index) ?? null);
        return [row.accountId, own, rowText(row), ...indexed];
      });
      const lists = columns.map((_, column) => values.map((value) => value[column]));
      const arrays = columns.map((_, column) => `$${column + 1}::text[]`);
      await filler.query(
        `insert into ${table.name} (${columns.join(', ')}) select * from unnest(${arrays.join(', ')})`,
        lists,
      );
    },
    settle: async () => {
      // Rows that come past the store are not counted by it.
      await filler.query(
        `insert into index_counts (account_id, table_name, index_name, part, count)
         select account_id, 'attachments', 'policy', split_part(by_policy, chr(1), 1) || chr(1), count(*)
         from attachments group by 1, 4`,
      );
      await filler.query('vacuum analyze');
    },
    drop: async () => {
      await filler.end();
      await store.close();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
