// Brings a database to the state that this version of the domain needs.
import { sql } from 'kysely';
import { StoreError } from '../store-errors.js';
import { fillCounts, fillIndexes } from './backfill.js';
import type { Migration } from './migration.js';
import { indexColumn } from './schema.js';
import type { SqlEngine } from './sql-engine.js';
import { inTransaction, type SqlSession } from './sql-session.js';

/**
 * Does what migrations were not done yet, all in one transaction: none is ever half done, and of many
 * that start at once one does the work.
 *
 * @throws StoreError Unavailable when the database was made by a newer version, or by other migrations,
 * or cannot be used at all
 */
export async function migrate(
  engine: SqlEngine,
  migrations: readonly Migration[],
  now: () => Date,
): Promise<void> {
  // A database in which nothing is to be done need not be writable.
  const missing = await engine.connect('read', (db) =>
    inTransaction(engine, db, engine.begin.read, async (session) => {
      await checkDatabase(engine, session);
      return missingMigrations(engine, session, migrations);
    }),
  );
  if (missing.length === 0) return;
  await engine.connect('write', (db) =>
    inTransaction(engine, db, engine.begin.migration, async (session) => {
      if (!(await isLaidOut(engine, session))) await layOut(engine, session);
      for (const migration of await missingMigrations(engine, session, migrations)) {
        await run(engine, session, migration, now());
      }
    }),
  );
}

async function checkDatabase({ findFault }: SqlEngine, { raw }: SqlSession): Promise<void> {
  const [row] = findFault === undefined ? [] : await raw<{ fault: string }>(findFault);
  if (row !== undefined) throw new StoreError('Unavailable', `the database ${row.fault}`);
}

async function missingMigrations(
  engine: SqlEngine,
  session: SqlSession,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  if (!(await isLaidOut(engine, session))) return migrations;
  const done = await session.rows(
    session.bookkeeping.selectFrom('migrations').selectAll().orderBy('number'),
  );
  for (const [at, { number, name, tables }] of done.entries()) {
    const migration = migrations[at];
    if (migration === undefined) {
      throw new StoreError(
        'Unavailable',
        `the database was made by a newer version: it has migration ${number}, ${name}`,
      );
    }
    if (migration.number !== number || tablesText(migration) !== tables) {
      throw new StoreError(
        'Unavailable',
        `the database was made by another migration ${number} than this version has, ${name}`,
      );
    }
  }
  return migrations.slice(done.length);
}

async function isLaidOut({ findMigrations }: SqlEngine, { raw }: SqlSession): Promise<boolean> {
  return (await raw(findMigrations)).length > 0;
}

/** Makes the bookkeeping. */
async function layOut({ textType }: SqlEngine, session: SqlSession): Promise<void> {
  const { bookkeeping, change } = session;
  const { schema } = bookkeeping;
  const text = sql.raw(textType);
  await change(
    schema
      .createTable('migrations')
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('tables', text, (column) => column.notNull())
      .addColumn('time', text, (column) => column.notNull()),
  );
  await change(
    schema
      .createTable('changes')
      .addColumn('revision', 'bigint', (column) => column.primaryKey())
      .addColumn('time', text, (column) => column.notNull())
      .addColumn('cause', text, (column) => column.notNull())
      .addColumn('rows', text, (column) => column.notNull()),
  );
  await change(
    schema.createTable('revision').addColumn('revision', 'bigint', (column) => column.notNull()),
  );
  await change(bookkeeping.insertInto('revision').values({ revision: 0 }));
}

async function run(
  { textType }: SqlEngine,
  session: SqlSession,
  migration: Migration,
  time: Date,
): Promise<void> {
  const { bookkeeping, change } = session;
  const text = sql.raw(textType);
  for (const [name, indexes] of Object.entries(migration.tables)) {
    let table = bookkeeping.schema
      .createTable(name)
      .addColumn('account_id', text, (column) => column.notNull())
      .addColumn('key', text, (column) => column.notNull())
      .addColumn('body', text, (column) => column.notNull())
      .addPrimaryKeyConstraint(`${name}_key`, ['account_id', 'key']);
    for (const index of Object.keys(indexes)) table = table.addColumn(indexColumn(index), text);
    await change(table);
    for (const [index, scope] of Object.entries(indexes)) {
      await createIndex(session, name, index, scope);
    }
  }
  await addIndexes(textType, session, migration);
  await addCounts(textType, session, migration);
  const { number, name } = migration;
  await change(
    bookkeeping
      .insertInto('migrations')
      .values({ number, name, tables: tablesText(migration), time: time.toISOString() }),
  );
}

async function addIndexes(
  textType: string,
  session: SqlSession,
  { indexes: added = {} }: Migration,
): Promise<void> {
  const { bookkeeping, change } = session;
  for (const [table, indexes] of Object.entries(added)) {
    for (const index of Object.keys(indexes)) {
      const column = indexColumn(index);
      await change(bookkeeping.schema.alterTable(table).addColumn(column, sql.raw(textType)));
    }
    await fillIndexes(session, table, indexes);
    for (const [index, { scope }] of Object.entries(indexes)) {
      await createIndex(session, table, index, scope);
    }
  }
}

async function addCounts(
  textType: string,
  session: SqlSession,
  { counted }: Migration,
): Promise<void> {
  if (counted === undefined) return;
  const text = sql.raw(textType);
  await session.change(
    session.bookkeeping.schema
      .createTable('index_counts')
      .ifNotExists()
      .addColumn('account_id', text, (column) => column.notNull())
      .addColumn('table_name', text, (column) => column.notNull())
      .addColumn('index_name', text, (column) => column.notNull())
      .addColumn('part', text, (column) => column.notNull())
      .addColumn('count', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('index_counts_key', [
        ...(['account_id', 'table_name', 'index_name', 'part'] as const),
      ]),
  );
  for (const [table, indexes] of Object.entries(counted)) {
    for (const index of indexes) await fillCounts(session, table, index);
  }
}

async function createIndex(
  { bookkeeping, change }: SqlSession,
  table: string,
  index: string,
  scope: 'account' | 'deployment',
): Promise<void> {
  const column = indexColumn(index);
  await change(
    bookkeeping.schema
      .createIndex(`${table}_${column}`)
      .unique()
      .on(table)
      .columns(scope === 'account' ? ['account_id', column] : [column]),
  );
}

/** What a database remembers of a migration. The functions in it are not told apart. */
function tablesText({ tables, indexes, counted }: Migration): string {
  return JSON.stringify(
    indexes === undefined && counted === undefined ? tables : { tables, indexes, counted },
  );
}
