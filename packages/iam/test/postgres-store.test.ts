// The store in PostgreSQL passes the conformance suite, also where instances share it and connections break.
import type { AccountId } from '@ostiary/policy';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { postgresError } from '../src/postgres/postgres-error.js';
import { openPostgresStore } from '../src/postgres.js';
import type { Cause, ChangeRecord, Store, Writer } from '../src/store.js';
import { STORE_CASES, THINGS, THINGS_MIGRATION } from '../src/testing.js';
import { dropAnswerTo } from './drop-answer.js';
import { ask, createDatabase, hasPostgres, type TestDatabase } from './postgres.js';

const accountId = '123456789012' as AccountId;
const cause: Cause = { accountId, operation: 'Test', requestId: 'r', principal: 'ostiary' };
const migrations = [THINGS_MIGRATION];

async function increment(writer: Writer): Promise<void> {
  const counter = await writer.get(THINGS, accountId, ['counter']);
  const next = { accountId, id: 'counter', name: 'c', value: Number(counter?.value ?? 0) + 1 };
  await (counter === undefined ? writer.insert(THINGS, next) : writer.replace(THINGS, next));
}

async function counted(store: Store): Promise<unknown> {
  return (await store.read((reader) => reader.get(THINGS, accountId, ['counter'])))?.value;
}

describe.runIf(await hasPostgres())('the store in PostgreSQL', () => {
  let database: TestDatabase;
  const opened: Store[] = [];

  /** An instance of its own. */
  async function open(url = database.url): Promise<Store> {
    const store = await openPostgresStore(url, { migrations });
    opened.push(store);
    return store;
  }

  async function empty(): Promise<void> {
    await ask(
      database.name,
      'truncate things, index_counts, changes; update revision set revision = 0',
    );
  }

  beforeAll(async () => {
    database = await createDatabase();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  afterAll(() => database.drop());

  it('is laid out once by many instances that start at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => open()));
    expect(await ask(database.name, 'select number, name from migrations')).toEqual([
      { number: 1, name: 'things' },
    ]);
  });

  for (const { name, run } of STORE_CASES) {
    it(name, async () => {
      await empty();
      await run(await open());
    });
  }

  it('loses no update of 50 writers on three instances', async () => {
    await empty();
    const instances = await Promise.all([open(), open(), open()]);
    await Promise.all(
      instances.flatMap((store) =>
        Array.from({ length: 50 }, () => store.transact(cause, increment)),
      ),
    );
    for (const store of instances) expect(await counted(store)).toBe(150);
    const records = await instances[0]?.changes(0, 1000);
    expect(records?.map(({ revision }) => revision)).toEqual(
      Array.from({ length: 150 }, (_, at) => at + 1),
    );
  });

  it('never has more than it may when instances count first', async () => {
    await empty();
    const instances = await Promise.all([open(), open(), open()]);
    const claims = await Promise.allSettled(
      Array.from({ length: 50 }, (_, at) =>
        instances[at % 3]?.transact(cause, async (writer) => {
          if ((await writer.count(THINGS, { accountId })) >= 10) throw new Error('full');
          await writer.insert(THINGS, { accountId, id: `${at}`, name: `${at}` });
        }),
      ),
    );
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  it('tells one instance of what others change, once each and in order', async () => {
    await empty();
    const [here, there] = await Promise.all([open(), open()]);
    const heard: (ChangeRecord | undefined)[] = [];
    const last = new Promise<void>((resolve) => {
      here.watch((change) => {
        heard.push(change);
        if (change?.revision === 20) resolve();
      });
    });
    for (let at = 0; at < 10; at += 1) {
      await Promise.all([there.transact(cause, increment), here.transact(cause, increment)]);
    }
    await last;
    expect(heard).toEqual(await there.changes(0, 100));
  });

  it('goes on where its connections are broken, and does nothing twice', async () => {
    await empty();
    const store = await open();
    const kill = () =>
      ask(
        database.name,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    let done = 0;
    const writing = (async () => {
      for (; done < 60; done += 1) await store.transact(cause, increment);
    })();
    for (let kills = 0; kills < 10; kills += 1) {
      const before = done;
      await kill();
      while (done === before && done < 60) await counted(store);
    }
    await writing;
    expect(await counted(store)).toBe(60);
    expect(await store.changes(0, 100)).toHaveLength(60);
  });

  it('hears of changes again after its connection broke', async () => {
    await empty();
    const here = await openPostgresStore(database.url, { migrations, pollIntervalMs: 20 });
    opened.push(here);
    const there = await open();
    let heard = 0;
    let wake: () => void = () => undefined;
    here.watch((change) => {
      heard = change?.revision ?? heard;
      wake();
    });
    const until = async (revision: number) => {
      while (heard < revision) await new Promise<void>((resolve) => (wake = resolve));
    };
    await there.transact(cause, increment);
    await until(1);
    await ask(
      database.name,
      "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and datname = current_database()",
    );
    await there.transact(cause, increment);
    await until(2);
  });

  it('answers a commit whose answer was lost, and does it once', async () => {
    await empty();
    const proxy = await dropAnswerTo(/^commit$/, database.url);
    const store = await open(proxy.url);
    const answer = await store.transact(cause, async (writer) => {
      await writer.insert(THINGS, { accountId, id: 'a', name: 'a' });
      return 'answered';
    });
    expect(proxy.dropped()).toBe(1);
    expect(answer).toBe('answered');
    expect(await store.changes(0, 10)).toHaveLength(1);
    await proxy.close();
  });

  it('does again what was lost before its commit', async () => {
    await empty();
    const proxy = await dropAnswerTo(/pg_notify/, database.url);
    const store = await open(proxy.url);
    let runs = 0;
    await store.transact(cause, async (writer) => {
      runs += 1;
      await writer.insert(THINGS, { accountId, id: 'a', name: 'a' });
    });
    expect(proxy.dropped()).toBe(1);
    expect(runs).toBe(2);
    expect(await store.changes(0, 10)).toHaveLength(1);
    await proxy.close();
  });

  it('refuses writes to a database that may not be written, and reads on', async () => {
    await empty();
    await (await open()).transact(cause, increment);
    const store = await open(`${database.url}?options=-cdefault_transaction_read_only%3Don`);
    await expect(store.transact(cause, increment)).rejects.toMatchObject({ code: 'ReadOnly' });
    expect(await counted(store)).toBe(1);
  });

  it('needs no right but to read and write rows once it is laid out, none to change the log', async () => {
    await empty();
    const role = `${database.name}_role`;
    await ask(
      database.name,
      `create role ${role} login;
       grant select, insert on changes to ${role};
       grant select on migrations to ${role};
       grant select, update on revision to ${role};
       grant select, insert, update, delete on things, index_counts to ${role}`,
    );
    try {
      const store = await open(database.url.replace('postgres@', `${role}@`));
      await store.transact(cause, increment);
      await store.transact(cause, increment);
      expect(await counted(store)).toBe(2);
      await expect(store.forgetChanges(1)).rejects.toMatchObject({ code: 'ReadOnly' });
      await store.close();
    } finally {
      await ask(database.name, `drop owned by ${role}; drop role ${role}`);
    }
  });

  it.each([
    ['is not encoded in UTF-8', "encoding 'LATIN1' locale 'C' template template0", ''],
    ['has synchronous_commit off', '', '?options=-csynchronous_commit%3Doff'],
  ])('refuses a database that %s', async (fault, options, parameters) => {
    const other = await createDatabase(options);
    try {
      await expect(openPostgresStore(other.url + parameters, { migrations })).rejects.toMatchObject(
        { code: 'Unavailable', message: `the database ${fault}` },
      );
    } finally {
      await other.drop();
    }
  });

  it('refuses a database that is not there, and shows no password', async () => {
    const url = database.url.replace('postgres@', 'postgres:hunter2@');
    const error = await openPostgresStore(`${url}_none`, { migrations }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      ...{ name: 'StoreError', code: 'Unavailable' },
      message: 'the database refuses the connection',
    });
    expect(String(error)).not.toContain('hunter2');
  });
});

describe('an error of PostgreSQL', () => {
  it.each([
    ['08006', 'Unavailable', true],
    ['57P01', 'Unavailable', true],
    ['53300', 'Unavailable', true],
    ['ECONNREFUSED', 'Unavailable', true],
    ['EPIPE', 'Unavailable', true],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'Unavailable', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'Unavailable', false],
    ['CERT_HAS_EXPIRED', 'Unavailable', false],
    ['40001', 'Conflict', true],
    ['40P01', 'Conflict', true],
    ['55P03', 'Conflict', true],
    ['53100', 'Full', false],
    ['25006', 'ReadOnly', false],
    ['42501', 'ReadOnly', false],
    ['28P01', 'Unavailable', false],
    ['3D000', 'Unavailable', false],
    ['XX001', 'Unavailable', false],
  ])('with the code %s is %s; begun again: %s', (code, expected, again) => {
    const error = postgresError(Object.assign(new Error('secret detail'), { code }));
    expect(error.code).toBe(expected);
    expect(error.constructor.name).toBe(again ? 'PassingStoreError' : 'StoreError');
    expect(error.message).not.toContain('secret');
  });
});
