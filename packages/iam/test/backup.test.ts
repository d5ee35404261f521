// A deployment, or one of its accounts, goes to a file and comes back whole, or is refused.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountId } from '@ostiary/policy';
import { afterAll, describe, expect, it } from 'vitest';
import { STORED_TABLES } from '../src/backup/stored-tables.js';
import { exportAccount, importAccount, restoreBackup, writeBackup } from '../src/backup.js';
import {
  createKeyRing,
  createMemoryStore,
  createSecrets,
  type KeyRing,
  type Store,
} from '../src/index.js';
import { useMasterKey } from '../src/master-key/open-master-key.js';
import { openMasterKey } from '../src/master-key.js';
import { openPostgresStore } from '../src/postgres.js';
import { openSqliteStore } from '../src/sqlite.js';
import { USERS } from '../src/tables/users.js';
import { openIam, root, stranger } from './open-iam.js';
import { createDatabase, hasPostgres } from './postgres.js';
import { proves, type SigningCredentials, whoSigns } from './who-signs.js';

const folder = mkdtempSync(join(tmpdir(), 'ostiary-backup-'));
const ends: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  rmSync(folder, { recursive: true });
});

let files = 0;
const newFile = () => join(folder, `${++files}`);
const MAIN = root.accountId as AccountId;
const OTHER = stranger.accountId as AccountId;

async function closedAtEnd(store: Store): Promise<Store> {
  ends.push(() => store.close());
  return store;
}

const sqlite = async () => closedAtEnd(await openSqliteStore(newFile()));

async function postgres(): Promise<Store> {
  const database = await createDatabase();
  ends.push(() => database.drop());
  return closedAtEnd(await openPostgresStore(database.url));
}

/** A deployment in a file with two accounts, a user with a key in each, and a session of a role. */
async function openDeployment() {
  const store = await sqlite();
  const keyFile = newFile();
  const ring = await openMasterKey({ store, file: keyFile, create: true });
  const iam = openIam({ store, secrets: createSecrets(ring) });
  const keys: SigningCredentials[] = [];
  for (const caller of [root, stranger]) {
    await iam.createAccount({ id: caller.accountId, name: 'one' });
    await iam.execute('CreateUser', { UserName: 'bob' }, caller);
    const { AccessKey } = await iam.execute('CreateAccessKey', { UserName: 'bob' }, caller);
    keys.push({
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    });
    const Statement = { Effect: 'Deny', Action: 'notes:Delete', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const named = { UserName: 'bob', PolicyName: 'no-delete', PolicyDocument };
    await iam.execute('PutUserPolicy', named, caller);
  }
  await iam.execute('CreateAccountAlias', { AccountAlias: 'main' }, root);
  const { Credentials } = await iam.execute('GetSessionToken', {}, await callerOf(iam, keys[0]));
  const session: SigningCredentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken,
  };
  return { store, ring, iam, mainKey: keyOf(keys[0]), otherKey: keyOf(keys[1]), session };
}

function keyOf(key: SigningCredentials | undefined): SigningCredentials {
  if (key === undefined) throw new Error('there is no such key');
  return key;
}

async function callerOf(iam: ReturnType<typeof openIam>, key: SigningCredentials | undefined) {
  const { principal, context } = await proves(iam, keyOf(key));
  return { ...root, principal, context };
}

async function textOf(store: Store): Promise<readonly string[]> {
  return store.read(async (reader) => {
    const texts: string[] = [];
    for (const table of STORED_TABLES) {
      for await (const row of table.rows(reader))
        texts.push(`${table.name} ${JSON.stringify(row)}`);
    }
    return texts;
  });
}

async function backUp(store: Store): Promise<string> {
  const file = newFile();
  await writeBackup({ store, file });
  return file;
}

/** The file with its lines changed, and a last line that fits them. */
function forge(file: string, change: (lines: readonly string[]) => readonly string[]): string {
  const lines = change(readFileSync(file, 'utf8').trimEnd().split('\n').slice(0, -1));
  const text = lines.map((line) => `${line}\n`).join('');
  const rows: Record<string, number> = {};
  for (const line of lines.slice(1)) {
    const { table } = JSON.parse(line);
    rows[table] = (rows[table] ?? 0) + 1;
  }
  const sha256 = createHash('sha256').update(text).digest('hex');
  const forged = newFile();
  writeFileSync(forged, `${text}${JSON.stringify({ rows, sha256 })}\n`);
  return forged;
}

/** Refused, and the store is as it was. */
async function refuses(store: Store, work: () => Promise<unknown>, message: RegExp): Promise<void> {
  const before = await textOf(store);
  await expect(work()).rejects.toThrow(message);
  expect(await textOf(store)).toEqual(before);
}

describe('the tables of a backup', () => {
  it('are all of the domain', async () => {
    const names: string[] = [];
    const tables = join(import.meta.dirname, '../src/tables');
    for (const file of readdirSync(tables)) {
      const exported: object = await import(join(tables, file));
      for (const table of Object.values(exported)) {
        if (typeof table?.key === 'function' && typeof table.indexes === 'object') {
          names.push(table.name);
        }
      }
    }
    expect(STORED_TABLES.map(({ name }) => name).sort()).toEqual(names.sort());
  });
});

const targets: readonly (readonly [string, () => Promise<Store>])[] = [
  ['memory', async () => createMemoryStore()],
  ['SQLite', sqlite],
  ...((await hasPostgres()) ? [['PostgreSQL', postgres] as const] : []),
];

describe.each(targets)('a backup of SQLite restored into %s', (_, open) => {
  it('answers the same, to the same keys and sessions, and goes on', async () => {
    const { store, ring, mainKey, otherKey, session } = await openDeployment();
    const file = await backUp(store);
    const restored = await open();
    await restoreBackup({ store: restored, file, ring });

    expect(await textOf(restored)).toEqual(await textOf(store));
    const iam = openIam({ store: restored, secrets: createSecrets(ring) });
    expect(await whoSigns(iam, mainKey)).toMatchObject({ userName: 'bob', accountId: MAIN });
    expect(await whoSigns(iam, otherKey)).toMatchObject({ userName: 'bob', accountId: OTHER });
    expect(await whoSigns(iam, session)).toMatchObject({ accountId: MAIN });
    const policy = { UserName: 'bob', PolicyName: 'no-delete' };
    expect(await iam.execute('GetUserPolicy', policy, root)).toMatchObject({ UserName: 'bob' });

    const revision = await iam.revision();
    // Whoever knows the deployment that was backed up must not take this one for it, however far that has come.
    const known = await store.read(async (reader) => reader.revision);
    expect(revision).toBeGreaterThan(known + 1_000_000_000);
    expect(await iam.alteredSince(known)).toBe(true);
    await iam.execute('CreateUser', { UserName: 'carol' }, root);
    expect(await iam.revision()).toBe(revision + 1);
  });

  it('leaves nothing behind when the last row of it is refused', async () => {
    const { store, ring } = await openDeployment();
    const twice = forge(await backUp(store), (lines) => [...lines, lines.at(-1) ?? '']);
    const restored = await open();
    await refuses(restored, () => restoreBackup({ store: restored, file: twice, ring }), /already/);
  });
});

describe('a backup', () => {
  it('is for its owner alone, and shows no secret', async () => {
    const { store, mainKey, session } = await openDeployment();
    const file = await backUp(store);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(mainKey.accessKeyId);
    expect(text).not.toContain(String(mainKey.secretAccessKey));
    expect(text).not.toContain(String(session.secretAccessKey));
  });

  it('overwrites no file', async () => {
    const { store } = await openDeployment();
    const file = newFile();
    writeFileSync(file, 'mine');
    await expect(writeBackup({ store, file })).rejects.toThrow(/there already/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('of nothing is refused, and leaves no file', async () => {
    const file = newFile();
    await expect(writeBackup({ store: createMemoryStore(), file })).rejects.toThrow(/nothing/);
    expect(() => statSync(file)).toThrow(/ENOENT/);
  });

  it('has every row once, also of tables that are read in many pages', async () => {
    const { store, ring } = await openDeployment();
    const cause = { accountId: MAIN, operation: 'Test', requestId: 'test', principal: 'test' };
    await store.transact(cause, async (writer) => {
      for (let at = 0; at < 1001; at += 1) {
        const named = { userId: `AIDA${at}`, userName: `user${at}`, path: '/' };
        const accountId = at % 2 === 0 ? MAIN : OTHER;
        const row = { accountId, ...named, createDate: '2026-11-24T12:00:00Z', tags: [] };
        await writer.insert(USERS, row);
      }
    });
    const restored = createMemoryStore();
    await restoreBackup({ store: restored, file: await backUp(store), ring });
    expect(await textOf(restored)).toEqual(await textOf(store));
  });

  it('is refused wherever it was cut or a byte of it was changed', async () => {
    const { store, ring } = await openDeployment();
    const whole = readFileSync(await backUp(store));
    const restored = createMemoryStore();
    const file = newFile();
    for (let at = 0; at < whole.length; at += 97) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      for (const damaged of [whole.subarray(0, at), flipped]) {
        writeFileSync(file, damaged);
        await expect(restoreBackup({ store: restored, file, ring })).rejects.toThrow();
      }
    }
    expect(await textOf(restored)).toEqual([]);
    writeFileSync(file, whole);
    await restoreBackup({ store: restored, file, ring });
  });

  it('is refused without a master key that sealed something in it', async () => {
    const { store } = await openDeployment();
    const ring = createKeyRing([randomBytes(32)]);
    const restored = createMemoryStore();
    const file = await backUp(store);
    await refuses(restored, () => restoreBackup({ store: restored, file, ring }), /master key/);
    // The header does not decide what the rows need.
    const forged = forge(file, ([header = '', ...rows]) => [
      JSON.stringify({ ...JSON.parse(header), keyIds: [] }),
      ...rows,
    ]);
    await refuses(
      restored,
      () => restoreBackup({ store: restored, file: forged, ring }),
      /master key/,
    );
  });

  it('is refused by a store that has something', async () => {
    const { store, ring } = await openDeployment();
    const file = await backUp(store);
    await refuses(store, () => restoreBackup({ store, file, ring }), /not empty/);
  });
});

/** Another deployment with the same master key, and one account. */
async function openSibling(ring: KeyRing) {
  const store = createMemoryStore();
  const keyed = await openMasterKeyOf(store, ring);
  const iam = openIam({ store, secrets: createSecrets(keyed) });
  await iam.createAccount({ id: OTHER, name: 'mine' });
  return { store, iam };
}

/** Lets a store know the key of a ring, as a start of the deployment does. */
async function openMasterKeyOf(store: Store, ring: KeyRing): Promise<KeyRing> {
  await useMasterKey({ store, ring, now: () => new Date() });
  return ring;
}

async function exported(store: Store, accountId = MAIN): Promise<string> {
  const file = newFile();
  await exportAccount({ store, accountId, file });
  return file;
}

describe('an account', () => {
  it('goes to another deployment with the same master key, and nothing else with it', async () => {
    const { store, ring, mainKey, otherKey } = await openDeployment();
    const file = await exported(store);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(OTHER);
    const sibling = await openSibling(ring);
    const { accountId } = await importAccount({ store: sibling.store, file, ring });
    expect(accountId).toBe(MAIN);
    expect((await sibling.iam.listAccounts()).map(({ id }) => id)).toEqual([MAIN, OTHER]);
    expect(await whoSigns(sibling.iam, mainKey)).toMatchObject({ userName: 'bob' });
    await expect(whoSigns(sibling.iam, otherKey)).rejects.toThrow();
  });

  it('that there is not cannot be exported', async () => {
    const { store } = await openDeployment();
    await expect(exported(store, '999999999999' as AccountId)).rejects.toThrow(/no account/);
  });

  it('is refused where there is one of its id', async () => {
    const { store, ring } = await openDeployment();
    const file = await exported(store);
    await refuses(store, () => importAccount({ store, file, ring }), /has an account 123456789012/);
  });

  const forgeries: Record<string, (lines: readonly string[]) => readonly string[]> = {
    'a row of another account': (lines) => [
      ...lines,
      JSON.stringify({ table: 'users', row: { accountId: OTHER, userId: 'AIDAX', name: 'eve' } }),
    ],
    'a row of the deployment': (lines) => [
      ...lines,
      JSON.stringify({
        table: 'services',
        row: { accountId: '000000000000', serviceName: 'notes', roleId: 'AROAX' },
      }),
    ],
    'the entry of another account': (lines) => [
      ...lines,
      JSON.stringify({
        table: 'accounts',
        row: { accountId: '000000000000', id: '111111111111', name: 'eve' },
      }),
    ],
    'a master key of the account': (lines) => [
      ...lines,
      JSON.stringify({ table: 'master_keys', row: { accountId: MAIN, keyId: 'k' } }),
    ],
    'no entry of its own': (lines) => lines.filter((line) => !line.includes('"accounts"')),
  };
  it.each(Object.entries(forgeries))('is refused with %s', async (_, change) => {
    const { store, ring } = await openDeployment();
    const file = forge(await exported(store), change);
    const sibling = await openSibling(ring);
    await refuses(
      sibling.store,
      () => importAccount({ store: sibling.store, file, ring }),
      /of another account|not the export of an account/,
    );
  });

  it('is refused when the deployment has its access key or its alias already', async () => {
    const { store, ring } = await openDeployment();
    const moved = forge(await exported(store), (lines) =>
      lines.map((line) => line.replaceAll(MAIN, '111111111111')),
    );
    await refuses(store, () => importAccount({ store, file: moved, ring }), /cannot be added/);
  });

  it('is refused by a deployment with another master key', async () => {
    const { store, ring } = await openDeployment();
    const file = await exported(store);
    const foreign = createKeyRing([randomBytes(32)]);
    const sibling = await openSibling(foreign);
    const importWith = (keys: KeyRing) => importAccount({ store: sibling.store, file, ring: keys });
    await refuses(sibling.store, () => importWith(foreign), /master key/);
    await refuses(sibling.store, () => importWith(ring), /does not use the master key/);
  });

  it('and a deployment are not taken for each other', async () => {
    const { store, ring } = await openDeployment();
    const empty = createMemoryStore();
    const account = await exported(store);
    const whole = await backUp(store);
    await refuses(empty, () => restoreBackup({ store: empty, file: account, ring }), /import it/);
    await refuses(empty, () => importAccount({ store: empty, file: whole, ring }), /restore it/);
  });
});
