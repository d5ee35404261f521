// What docs/reference/storage.md says of PostgreSQL, done: its roles, its statements by hand, and TLS.
import { randomBytes } from 'node:crypto';
import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIam, createKeyRing, createSecrets, type Iam, type Store } from '../src/index.js';
import { openPostgresStore } from '../src/postgres.js';
import { makeCertificate } from './make-certificate.js';
import { alice } from './open-iam.js';
import { ask, createDatabase, hasPostgres, type TestDatabase } from './postgres.js';
import {
  createPostgresCluster,
  hasPostgresPrograms,
  type PostgresCluster,
} from './postgres-cluster.js';

const page = readFileSync(join(import.meta.dirname, '../../../docs/reference/storage.md'), 'utf8');
const [GRANTS = '', FORGET = '', RAISE = ''] = [...page.matchAll(/```sql\n(.*?)```/gs)].map(
  ([, sql]) => sql,
);

const secrets = createSecrets(createKeyRing([randomBytes(32)]));

describe.runIf(await hasPostgres())('with the statements of the page', () => {
  let database: TestDatabase;
  let role: string;
  const stores: Store[] = [];

  async function open(user = 'postgres'): Promise<Iam> {
    const store = await openPostgresStore(database.url.replace('postgres@', `${user}@`));
    stores.push(store);
    return createIam({ store, secrets });
  }

  beforeAll(async () => {
    database = await createDatabase();
    role = `${database.name}_role`;
    await open();
    await ask(database.name, `create role ${role} login`);
    await ask(database.name, GRANTS.replaceAll('ostiary;', `${role};`));
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await ask(database.name, `drop owned by ${role}; drop role ${role}`);
    await database.drop();
  });

  it('the role that runs does what an account needs', async () => {
    const iam = await open(role);
    await iam.createAccount({ id: alice.accountId, name: 'main' });
    const document = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'a:*', Resource: '*' },
    };
    const PolicyDocument = JSON.stringify(document);
    const { Policy } = await iam.execute(
      'CreatePolicy',
      { PolicyName: 'p', PolicyDocument },
      alice,
    );
    const input = { UserName: 'bob', PolicyArn: Policy?.Arn ?? '' };
    await iam.execute('CreateUser', { UserName: 'bob', Path: '/a/' }, alice);
    await iam.execute('AttachUserPolicy', input, alice);
    await iam.execute('CreateAccessKey', { UserName: 'bob' }, alice);
    const found = await iam.execute('GetPolicy', { PolicyArn: input.PolicyArn }, alice);
    expect(found.Policy?.AttachmentCount).toBe(1);
    await iam.execute('DetachUserPolicy', input, alice);
    await iam.execute('DeletePolicy', { PolicyArn: input.PolicyArn }, alice);
    expect(await iam.sweepSessions()).toBe(0);
  });

  it.each([
    "update changes set cause = '{}'",
    'delete from changes',
    'delete from migrations',
    "update migrations set name = 'x'",
    "insert into migrations values (9, 'x', '{}', '')",
    'delete from revision',
    'create table mine (id int)',
    'drop table users',
  ])('the role that runs may not %s', async (statement) => {
    await expect(ask(database.name, `set role ${role}; ${statement}`)).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('old records are forgotten, by the owner alone, and the last ones stay', async () => {
    const records = 'insert into changes select revision, time, cause, rows from old';
    await ask(
      database.name,
      `create temporary table old as
         select number as revision, '2001-01-01T00:00:00.000Z' as time, cause, rows
         from changes, generate_series(20001, 20050) as number where changes.revision = 1;
       ${records}; update revision set revision = 30030`,
    );
    await ask(database.name, FORGET);
    const [row] = await ask(
      database.name,
      "select count(*)::int as kept, min(revision)::int as first from changes where time like '2001%'",
    );
    expect(row).toEqual({ kept: 21, first: 20_030 });
  });

  it('a state that is old is taken for no other, and goes on', async () => {
    const before = await (await open()).revision();
    await ask(database.name, RAISE);
    const iam = await open(role);
    expect(await iam.revision()).toBe(before + 1_000_000_000);
    expect(await iam.alteredSince(before)).toBe(true);
    await iam.execute('CreateUser', { UserName: 'carol' }, alice);
    expect(await iam.alteredSince(before + 1_000_000_000)).toBe(true);
  });
});

describe.runIf(hasPostgresPrograms())('a PostgreSQL that speaks TLS', () => {
  let cluster: PostgresCluster;
  const url = (parameters: string, host = '127.0.0.1') =>
    `${cluster.url.replace('127.0.0.1', host)}?${parameters}`;
  const file = (name: string) => join(cluster.directory, name);

  beforeAll(async () => {
    cluster = await createPostgresCluster();
    const of = { notAfter: '2126-01-01', addresses: ['127.0.0.1'] };
    const own = await makeCertificate('database', of);
    const other = await makeCertificate('database', of);
    const { uid, gid } = statSync(cluster.directory);
    const write = (name: string, text: string) => {
      writeFileSync(file(name), text, { mode: 0o600 });
      chownSync(file(name), uid, gid);
    };
    write('server.crt', own.body);
    write('server.key', own.privateKey);
    write('other.crt', other.body);
    // Nobody comes in without TLS.
    write('pg_hba.conf', 'hostssl all all 127.0.0.1/32 trust\n');
    await cluster.kill();
    await cluster.start({
      ...{ ssl: 'on', ssl_cert_file: file('server.crt'), ssl_key_file: file('server.key') },
      hba_file: file('pg_hba.conf'),
    });
  });
  afterAll(() => cluster.drop());

  it('is used by sslmode=verify-full with the CA that signed its certificate', async () => {
    const store = await openPostgresStore(
      url(`sslmode=verify-full&sslrootcert=${file('server.crt')}`),
    );
    const iam = createIam({ store, secrets });
    await iam.createAccount({ id: alice.accountId, name: 'main' });
    expect(await iam.listAccounts()).toHaveLength(1);
    await store.close();
  });

  it.each([
    ['no TLS', () => url('sslmode=disable')],
    ['another CA', () => url(`sslmode=verify-full&sslrootcert=${file('other.crt')}`)],
    ['no CA of its own', () => url('sslmode=verify-full')],
    [
      'another name',
      () => url(`sslmode=verify-full&sslrootcert=${file('server.crt')}`, 'localhost'),
    ],
  ])('is not used with %s', async (_, target) => {
    await expect(openPostgresStore(target())).rejects.toMatchObject({ code: 'Unavailable' });
  });
});
