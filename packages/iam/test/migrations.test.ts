// The migrations make the tables that the domain has, once, in order, or nothing.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { MIGRATIONS } from '../src/sql/migrations.js';
import { type Migration, openSqliteStore } from '../src/sqlite.js';
import { DEPLOYMENT, type Table } from '../src/store.js';
import { openIam, root } from './open-iam.js';
import { allowing } from './policy-text.js';
import { trust } from './trust-document.js';

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

/** Some of everything that has a path, or uses a policy. */
async function fillTables(iam: Iam): Promise<void> {
  const policy = { PolicyName: 'P', Path: '/a/', PolicyDocument: allowing() };
  const { Policy } = await iam.execute('CreatePolicy', policy, root);
  const PolicyArn = Policy?.Arn ?? '';
  for (const name of ['Ann', 'bob', 'carol']) {
    await iam.execute('CreateUser', { UserName: name, Path: `/${name}/x/` }, root);
    await iam.execute('AttachUserPolicy', { UserName: name, PolicyArn }, root);
  }
  await iam.execute('CreateUser', { UserName: 'Dan', PermissionsBoundary: PolicyArn }, root);
  await iam.execute('CreateGroup', { GroupName: 'Staff', Path: '/a/' }, root);
  await iam.execute('AttachGroupPolicy', { GroupName: 'Staff', PolicyArn }, root);
  await iam.execute('CreateInstanceProfile', { InstanceProfileName: 'I', Path: '/a/' }, root);
  const role = { RoleName: 'R', AssumeRolePolicyDocument: trust(), PermissionsBoundary: PolicyArn };
  await iam.execute('CreateRole', role, root);
}

function rowsIn(file: string, table: string): unknown[] {
  const database = new Database(file);
  try {
    const rows = database.prepare(`select * from ${table}`).all();
    return rows.map((row) => JSON.stringify(row)).sort();
  } finally {
    database.close();
  }
}

const tablesIn = (file: string) =>
  ask(file, "select name from sqlite_master where type = 'table' order by name");

/** Whatever is exported from the files of `tables/` and looks like a table. */
async function tablesOfTheDomain(): Promise<
  Record<string, Record<string, { scope: string; counted?: true }>>
> {
  const tables: Record<string, Record<string, { scope: string; counted?: true }>> = {};
  const directory = join(import.meta.dirname, '../src/tables');
  for (const file of readdirSync(directory)) {
    const exported: object = await import(join(directory, file));
    for (const table of Object.values(exported)) {
      if (typeof table?.key !== 'function' || typeof table.indexes !== 'object') continue;
      tables[table.name] = table.indexes;
    }
  }
  return tables;
}

describe('migrations', () => {
  it('make every table of the domain with its indexes, and no other', async () => {
    const made: Record<string, Record<string, string>> = {};
    for (const { tables, indexes = {} } of MIGRATIONS) {
      Object.assign(made, structuredClone(tables));
      for (const [table, added] of Object.entries(indexes)) {
        for (const [name, { scope }] of Object.entries(added))
          Object.assign(made[table] ?? {}, { [name]: scope });
      }
    }
    const indexes = Object.entries(await tablesOfTheDomain()).map(([name, table]) => [
      name,
      Object.fromEntries(Object.entries(table).map(([index, { scope }]) => [index, scope])),
    ]);
    expect(made).toEqual(Object.fromEntries(indexes));
  });

  it('count the rows of every index that is counted, and of no other', async () => {
    const made = MIGRATIONS.flatMap(({ counted = {} }) => Object.entries(counted));
    const counted = Object.entries(await tablesOfTheDomain()).map(([name, table]) => [
      name,
      Object.keys(table).filter((index) => table[index]?.counted),
    ]);
    expect(new Map(made)).toEqual(new Map(counted.filter(([, names]) => names?.length) as []));
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

  it('give what is there already the keys and the counts that it has where it is written anew', async () => {
    const [natural, older] = [newFile(), newFile()];
    const store = await openSqliteStore(natural);
    await fillTables(openIam({ store }));
    await store.close();
    await migrate(older, MIGRATIONS.slice(0, 1));
    const database = new Database(older);
    database.exec(`attach '${natural}' as natural_one`);
    for (const table of Object.keys(MIGRATIONS[0]?.tables ?? {})) {
      const columns = database.prepare(`select name from pragma_table_info('${table}')`).pluck();
      const names = columns.all().map((name) => `"${name}"`);
      database.exec(`insert into ${table} (${names}) select ${names} from natural_one.${table}`);
    }
    database.close();
    await migrate(older, MIGRATIONS);
    const tables = [...Object.keys(MIGRATIONS[0]?.tables ?? {}), 'index_counts'];
    for (const table of tables) expect(rowsIn(older, table)).toEqual(rowsIn(natural, table));
    expect(rowsIn(older, 'index_counts')).not.toEqual([]);
  });

  it('refuse a database of a newer version', async () => {
    const file = newFile();
    await migrate(file, [first, second]);
    await expect(migrate(file, [first])).rejects.toMatchObject({
      code: 'Unavailable',
      message: 'the database was made by a newer version: it has migration 2, second',
    });
  });

  it('let an instance of the older version read on, and write nothing', async () => {
    const file = newFile();
    const older = await openSqliteStore(file, { migrations: [first] });
    const cause = {
      accountId: DEPLOYMENT,
      operation: 'Test',
      requestId: 'r',
      principal: 'ostiary',
    };
    const row = { accountId: DEPLOYMENT, id: 'a', name: 'a' };
    const users: Table<typeof row, 'name'> = {
      ...{ name: 'users', key: ({ id }) => [id] },
      indexes: { name: { scope: 'account', key: ({ name }) => [name] } },
    };
    await older.transact(cause, (writer) => writer.insert(users, row));
    await migrate(file, [first, second]);
    await expect(
      older.transact(cause, (writer) => writer.remove(users, row)),
    ).rejects.toMatchObject({
      code: 'Unavailable',
      message: /newer version/,
    });
    expect(await older.read((reader) => reader.list(users, row))).toEqual([row]);
    await older.close();
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
