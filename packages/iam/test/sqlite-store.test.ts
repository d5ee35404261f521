// The store in a file passes the conformance suite, also where processes share it and disks fail.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountId } from '@ostiary/policy';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Cause, ChangeRecord, Store, Writer } from '../src/index.js';
import { sqliteError } from '../src/sqlite/sqlite-error.js';
import { openSqliteStore, type SqliteStoreOptions } from '../src/sqlite.js';
import { STORE_CASES, THINGS, THINGS_MIGRATION } from '../src/testing.js';

const directory = mkdtempSync(join(tmpdir(), 'ostiary-sqlite-'));
const opened: Store[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});
afterAll(() => rmSync(directory, { recursive: true }));

const accountId = '123456789012' as AccountId;
const cause: Cause = { accountId, operation: 'Test', requestId: 'r', principal: 'ostiary' };

let files = 0;
const newFile = () => join(directory, `${++files}.db`);

async function open(file: string, options: SqliteStoreOptions = {}): Promise<Store> {
  const store = await openSqliteStore(file, { migrations: [THINGS_MIGRATION], ...options });
  opened.push(store);
  return store;
}

async function increment(writer: Writer): Promise<number> {
  const counter = await writer.get(THINGS, accountId, ['counter']);
  const value = Number(counter?.value ?? 0) + 1;
  const next = { accountId, id: 'counter', name: 'counter', value };
  await (counter === undefined ? writer.insert(THINGS, next) : writer.replace(THINGS, next));
  return value;
}

/** A promise, and what settles it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

async function counted(store: Store): Promise<unknown> {
  return (await store.read((reader) => reader.get(THINGS, accountId, ['counter'])))?.value;
}

describe('the store in a file', () => {
  for (const { name, run } of STORE_CASES) it(name, async () => run(await open(newFile())));

  it('keeps everything from one opening to the next', async () => {
    const file = newFile();
    const first = await open(file);
    await first.transact(cause, increment);
    await first.close();
    const next = await open(file);
    expect(await counted(next)).toBe(1);
    expect(await next.transact(cause, increment)).toBe(2);
    expect(await next.changes(0, 10)).toHaveLength(2);
  });

  it('is readable by its owner alone, and one file has everything when it is closed', async () => {
    const file = newFile();
    const store = await open(file);
    await store.transact(cause, increment);
    const beside = readdirSync(directory).filter((name) => name.startsWith(`${files}.db`));
    expect(beside.length).toBeGreaterThan(1);
    for (const name of beside) expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    await store.close();
    const copy = newFile();
    copyFileSync(file, copy);
    expect(await counted(await open(copy))).toBe(1);
  });

  it('takes names that the driver has a meaning for as names of files', async () => {
    const before = process.cwd();
    process.chdir(directory);
    try {
      const store = await open(':memory:');
      await store.transact(cause, increment);
      expect(readdirSync(directory)).toContain(':memory:');
    } finally {
      process.chdir(before);
    }
  });

  it.each([
    ['is no database', (file: string) => writeFileSync(file, 'x'.repeat(5000))],
    ['is a directory', (file: string) => mkdirSync(file)],
  ])('refuses a file that %s', async (_case, make) => {
    const file = newFile();
    make(file);
    await expect(open(file)).rejects.toMatchObject({ name: 'StoreError', code: 'Unavailable' });
  });

  it('refuses a file in a directory that is not there', async () => {
    await expect(open(join(directory, 'no/such.db'))).rejects.toMatchObject({
      ...{ name: 'StoreError', code: 'Unavailable' },
    });
  });
});

describe('two stores on one file', () => {
  it('lose no update of 50 writers each', async () => {
    const file = newFile();
    const stores = [await open(file), await open(file)];
    await Promise.all(
      stores.flatMap((store) => Array.from({ length: 50 }, () => store.transact(cause, increment))),
    );
    for (const store of stores) expect(await counted(store)).toBe(100);
    expect(await stores[0]?.changes(0, 1000)).toHaveLength(100);
  });

  it('count what the other has written meanwhile, little or much', async () => {
    const file = newFile();
    const [here, there] = [await open(file), await open(file)];
    const count = (store: Store) => store.read((reader) => reader.count(THINGS, { accountId }));
    const insert = (store: Store, id: string) =>
      store.transact(cause, (writer) => writer.insert(THINGS, { accountId, id, name: id }));
    expect([await count(here), await count(there)]).toEqual([0, 0]);
    await insert(there, 'a');
    await insert(here, 'b');
    expect([await count(here), await count(there)]).toEqual([2, 2]);
    await there.transact(cause, (writer) =>
      writer.remove(THINGS, { accountId, id: 'b', name: 'b' }),
    );
    expect(await count(here)).toBe(1);
    for (let change = 0; change < 1001; change += 1) await there.transact(cause, increment);
    await insert(there, 'c');
    expect(await count(here)).toBe(3);
  });

  it('wait for each other, and each sees what the other has written meanwhile', async () => {
    const file = newFile();
    const [here, there] = [await open(file), await open(file)];
    for (let round = 0; round < 3; round += 1) {
      const begun = gate();
      const free = gate();
      const first = here.transact(cause, async (writer) => {
        const value = await increment(writer);
        begun.open();
        await free.opened;
        return value;
      });
      await begun.opened;
      const second = there.transact(cause, increment);
      // Reads go on beside both, and the second finds the lock taken.
      for (let reads = 0; reads < 20; reads += 1) {
        expect((await counted(there)) ?? 0).toBe(2 * round);
      }
      free.open();
      expect(await first).toBe(2 * round + 1);
      expect(await second).toBe(2 * round + 2);
      expect(await counted(here)).toBe(2 * round + 2);
      expect(await counted(there)).toBe(2 * round + 2);
    }
  });

  it('tell each other of changes, once each and in order', async () => {
    const file = newFile();
    const here = await open(file, { pollIntervalMs: 5 });
    const there = await open(file);
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

  it('tell who is behind the log that it has missed changes, before what it can still be told', async () => {
    const file = newFile();
    const here = await open(file, { pollIntervalMs: 3_600_000 });
    const there = await open(file);
    const heard: (number | undefined)[] = [];
    here.watch((change) => heard.push(change?.revision));
    for (let at = 0; at < 4; at += 1) await there.transact(cause, increment);
    await there.forgetChanges(3);
    await here.transact(cause, increment);
    expect(heard).toEqual([undefined, 4, 5]);
    await there.transact(cause, increment);
    await here.transact(cause, increment);
    expect(heard.slice(3)).toEqual([6, 7]);
  });
});

/** Mounts a small disk for the time of `work`; undefined where that is not allowed. */
async function onSmallDisk<T>(
  size: string,
  work: (disk: string) => Promise<T>,
): Promise<T | undefined> {
  const disk = mkdtempSync(join(directory, 'disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk], {
      stdio: 'ignore',
    });
  } catch {
    console.log('skipped: a disk that is full or read-only, since this user may not mount one');
    return undefined;
  }
  try {
    return await work(disk);
  } finally {
    execFileSync('umount', ['--lazy', disk]);
  }
}

describe('a disk that', () => {
  it('is full refuses writes, and reads go on; what was acknowledged is there, and writes go on when there is room', async () => {
    await onSmallDisk('1m', async (disk) => {
      const store = await open(join(disk, 'full.db'));
      const body = 'x'.repeat(20_000);
      const insert = (id: string) =>
        store.transact(cause, async (writer) => {
          await increment(writer);
          await writer.insert(THINGS, { accountId, id, name: id, value: body });
        });
      let written = 0;
      const full = await (async () => {
        for (; ; written += 1) await insert(String(written));
      })().catch((error: unknown) => error);
      expect(full).toMatchObject({
        ...{ name: 'StoreError', code: 'Full' },
        message: 'the disk of the database is full',
      });
      expect(written).toBeGreaterThan(3);
      await expect(insert('more')).rejects.toMatchObject({ code: 'Full' });
      expect(await counted(store)).toBe(written);
      const all = await store.read((reader) => reader.count(THINGS, { accountId }));
      expect(all).toBe(written + 1);
      expect(await store.changes(0, 1000)).toHaveLength(written);
      execFileSync('mount', ['-o', 'remount,size=16m', disk]);
      await insert('more');
      expect(await counted(store)).toBe(written + 1);
    });
  });

  it('may not be written refuses writes, and reads go on, also after a start', async () => {
    await onSmallDisk('4m', async (disk) => {
      const made = newFile();
      const first = await open(made);
      await first.transact(cause, increment);
      await first.close();
      const file = join(disk, 'read-only.db');
      copyFileSync(made, file);
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      const store = await open(file);
      expect(await counted(store)).toBe(1);
      await expect(store.transact(cause, increment)).rejects.toMatchObject({
        ...{ name: 'StoreError', code: 'ReadOnly' },
        message: 'the database may not be written',
      });
      expect(await counted(store)).toBe(1);
    });
  });
});

describe('an error of SQLite', () => {
  it.each([
    ['SQLITE_FULL', 'Full'],
    ['SQLITE_READONLY', 'ReadOnly'],
    ['SQLITE_READONLY_DIRECTORY', 'ReadOnly'],
    ['SQLITE_BUSY', 'Unavailable'],
    ['SQLITE_BUSY_SNAPSHOT', 'Unavailable'],
    ['SQLITE_CANTOPEN', 'Unavailable'],
    ['SQLITE_CORRUPT_VTAB', 'Unavailable'],
    ['SQLITE_NOTADB', 'Unavailable'],
    ['SQLITE_IOERR_WRITE', 'Unavailable'],
    ['EROFS', 'ReadOnly'],
    ['EACCES', 'ReadOnly'],
    ['ENOSPC', 'Full'],
    ['ENOENT', 'Unavailable'],
    ['', 'Unavailable'],
  ])('%s is %s', (code, expected) => {
    const error = sqliteError(Object.assign(new Error('secret detail'), { code }));
    expect(error).toMatchObject({ name: 'StoreError', code: expected });
    expect(error.message).not.toContain('secret');
  });
});
