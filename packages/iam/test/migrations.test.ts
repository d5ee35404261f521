// The migrations make the tables that the domain has, once, in order, or nothing.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../src/sql/migrations.js';
import { type Migration, openSqliteStore } from '../src/sqlite.js';

const directory = mkdtempSync(join(tmpdir(), 'ostiary-migrations-'));
afterAll(() => rmSync(directory, { recursive: true }));

const first: Migration = { number: 1, name: 'first', tables: { users: { name: 'account' } } };
const second: Migration = { number: 2, name: 'second', tables: { groups: {}, roles: {} } };

let files = 0;
const newFile = () => join(directory, `${++files}.db`);

async function migrate(file: string, migrations: readonly Migration[]): Promise<void> {
  await (await openSqliteStore(file, { migrations })).close();
}

function ask(file: string, query: string): unknown[] {
  const database = new Database(file);
  try {
    return database.prepare(query).pluck().all();
  } finally {
    database.close();
  }
}

const tablesIn = (file: string) =>
  ask(file, "select name from sqlite_master where type = 'table' order by name");

/** Whatever is exported from the files of `tables/` and looks like a table. */
async function tablesOfTheDomain(): Promise<Record<string, Record<string, string>>> {
  const tables: Record<string, Record<string, string>> = {};
  const directory = join(import.meta.dirname, '../src/tables');
  for (const file of readdirSync(directory)) {
    const exported: object = await import(join(directory, file));
    for (const table of Object.values(exported)) {
      if (typeof table?.key !== 'function' || typeof table.indexes !== 'object') continue;
      const indexes = Object.entries<{ scope: string }>(table.indexes);
      tables[table.name] = Object.fromEntries(indexes.map(([name, { scope }]) => [name, scope]));
    }
  }
  return tables;
}

describe('migrations', () => {
  it('make every table of the domain with its indexes, and no other', async () => {
    const made = Object.assign({}, ...MIGRATIONS.map(({ tables }) => tables));
    expect(made).toEqual(await tablesOfTheDomain());
  });

  it('are numbered 1, 2, 3 and so on', () => {
    expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, at) => at + 1));
  });

  it('are done once, and those that are new when they come', async () => {
    const file = newFile();
    await migrate(file, [first]);
    expect(tablesIn(file)).toEqual(['changes', 'migrations', 'revision', 'users']);
    await migrate(file, [first]);
    await migrate(file, [first, second]);
    expect(tablesIn(file)).toEqual([
      ...['changes', 'groups', 'migrations', 'revision', 'roles', 'users'],
    ]);
    expect(ask(file, 'select name from migrations order by number')).toEqual(['first', 'second']);
  });

  it('are done once when many open the file at the same time', async () => {
    const file = newFile();
    await Promise.all(Array.from({ length: 8 }, () => migrate(file, [first, second])));
    expect(ask(file, 'select number from migrations')).toEqual([1, 2]);
  });

  it('leave nothing half done when one fails', async () => {
    const file = newFile();
    const failing: Migration = { number: 2, name: 'bad', tables: { groups: {}, users: {} } };
    await expect(migrate(file, [first, failing])).rejects.toMatchObject({ code: 'Unavailable' });
    expect(tablesIn(file)).toEqual([]);
    await migrate(file, [first]);
    await expect(migrate(file, [first, failing])).rejects.toMatchObject({ code: 'Unavailable' });
    expect(tablesIn(file)).toEqual(['changes', 'migrations', 'revision', 'users']);
    await migrate(file, [first, second]);
  });

  it('refuse a database of a newer version', async () => {
    const file = newFile();
    await migrate(file, [first, second]);
    await expect(migrate(file, [first])).rejects.toMatchObject({
      code: 'Unavailable',
      message: 'the database was made by a newer version: it has migration 2, second',
    });
  });

  it('refuse a database that was made by another migration of the same number', async () => {
    const file = newFile();
    await migrate(file, [first]);
    const altered: Migration = { ...first, tables: { users: { name: 'deployment' } } };
    await expect(migrate(file, [altered])).rejects.toMatchObject({
      code: 'Unavailable',
      message: /made by another migration 1/,
    });
  });
});
