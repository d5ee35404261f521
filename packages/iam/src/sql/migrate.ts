// Brings a database to the state that this version of the domain needs.
import { sql } from 'kysely';
import { StoreError } from '../store-errors.js';
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
  { bookkeeping, change }: SqlSession,
  migration: Migration,
  time: Date,
): Promise<void> {
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
      const column = indexColumn(index);
      await change(
        bookkeeping.schema
          .createIndex(`${name}_${column}`)
          .unique()
          .on(name)
          .columns(scope === 'account' ? ['account_id', column] : [column]),
      );
    }
  }
  const { number, name } = migration;
  await change(
    bookkeeping
      .insertInto('migrations')
      .values({ number, name, tables: tablesText(migration), time: time.toISOString() }),
  );
}

function tablesText({ tables }: Migration): string {
  return JSON.stringify(tables);
}
