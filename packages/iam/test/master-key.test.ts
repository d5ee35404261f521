// A deployment starts with the key that sealed its secrets or not at all, and can change it at any time.
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountId } from '@ostiary/policy';
import { afterAll, describe, expect, it } from 'vitest';
import {
  createIam,
  createKeyRing,
  createMemoryStore,
  createSecrets,
  DEPLOYMENT,
  type KeyRing,
  type Store,
} from '../src/index.js';
import { SEALED_FIELDS } from '../src/master-key/sealed-fields.js';
import { addMasterKey, openMasterKey, rotateMasterKey } from '../src/master-key.js';
import { ACCESS_KEYS, accessKeyOwner } from '../src/tables/access-keys.js';
import { MASTER_KEYS } from '../src/tables/master-keys.js';
import { alice, root } from './open-iam.js';

const directory = mkdtempSync(join(tmpdir(), 'ostiary-master-key-'));
afterAll(() => rmSync(directory, { recursive: true }));

let files = 0;
const newFile = () => join(directory, `${++files}.key`);

function keyFile(...lines: readonly string[]): string {
  const file = newFile();
  writeFileSync(file, lines.join('\n'), { mode: 0o600 });
  return file;
}

const newKey = () => randomBytes(32).toString('base64');

const accounts = ['123456789012', '210987654321'] as AccountId[];

/** Keys in both accounts, sealed with the current key of a ring. */
async function addAccessKeys(
  store: Store,
  ring: KeyRing,
  count: number,
  prefix = 'AKIA',
): Promise<void> {
  const secrets = createSecrets(ring);
  const cause = { accountId: DEPLOYMENT, operation: 'Test', requestId: 'r', principal: 'ostiary' };
  await store.transact(cause, async (writer) => {
    for (const accountId of accounts) {
      for (let at = 0; at < count; at += 1) {
        const accessKeyId = `${prefix}${ring.current.keyId}${accountId}${at}`;
        await writer.insert(ACCESS_KEYS, {
          ...{ accountId, accessKeyId, ownerId: 'AIDAEXAMPLE', status: 'Active' },
          createDate: '2026-11-24T12:00:00Z',
          secret: secrets.seal(
            `secret of ${accessKeyId}`,
            accessKeyOwner({ accountId, accessKeyId }),
          ),
        });
      }
    }
  });
}

async function sealedBy(store: Store): Promise<Record<string, number>> {
  const rows = await store.read((reader) => reader.listAnywhere(ACCESS_KEYS, { limit: 1000 }));
  const counts: Record<string, number> = {};
  for (const { secret } of rows) counts[secret.keyId] = (counts[secret.keyId] ?? 0) + 1;
  return counts;
}

/** Throws unless every access key opens with a ring, to its own secret. */
async function openAll(store: Store, ring: KeyRing): Promise<void> {
  const secrets = createSecrets(ring);
  for (const key of await store.read((reader) =>
    reader.listAnywhere(ACCESS_KEYS, { limit: 1000 }),
  )) {
    expect(secrets.open(key.secret, accessKeyOwner(key))).toBe(`secret of ${key.accessKeyId}`);
  }
}

const knownKeys = async (store: Store) =>
  (await store.read((reader) => reader.list(MASTER_KEYS, { accountId: DEPLOYMENT }))).map(
    ({ keyId }) => keyId,
  );

describe('the master key file', () => {
  it('is made at the first start, for its owner alone, and is the same at the next', async () => {
    const store = createMemoryStore();
    const file = newFile();
    const first = await openMasterKey({ store, file, create: true });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const next = await openMasterKey({ store, file, create: true });
    expect(next.current.keyId).toBe(first.current.keyId);
    expect(readdirSync(directory).filter((name) => name.startsWith('1.key'))).toEqual(['1.key']);
  });

  it('is one for many that start at once', async () => {
    const store = createMemoryStore();
    const file = newFile();
    const rings = await Promise.all(
      Array.from({ length: 8 }, () => openMasterKey({ store, file, create: true })),
    );
    expect(new Set(rings.map(({ current }) => current.keyId)).size).toBe(1);
  });

  it('is not made where that was not asked for', async () => {
    const store = createMemoryStore();
    await expect(openMasterKey({ store, file: newFile(), create: false })).rejects.toMatchObject({
      name: 'MasterKeyError',
      message: /^there is no master key file/,
    });
  });

  it('has the current key first, then former ones, and lines that say nothing', async () => {
    const [current, former] = [newKey(), newKey()];
    const file = keyFile('# a comment', '', current, `  ${former}\r`, '');
    const ring = await openMasterKey({ store: createMemoryStore(), file, create: false });
    const expected = createKeyRing([current, former].map((key) => Buffer.from(key, 'base64')));
    expect(ring.keys.map(({ keyId }) => keyId)).toEqual(expected.keys.map(({ keyId }) => keyId));
  });

  it.each([
    ['nothing', [], /has no key/],
    ['comments alone', ['# nothing'], /has no key/],
    ['a short key', [randomBytes(31).toString('base64')], /line 1 of .* is not a master key/],
    ['a long key', [newKey(), randomBytes(33).toString('base64')], /line 2 of/],
    ['a key cut short', [newKey().slice(0, -1)], /line 1 of/],
    ['hexadecimal digits', [randomBytes(32).toString('hex')], /line 1 of/],
    ['a key twice', Array(2).fill(newKey()), /stands twice/],
  ])('is refused with %s, and not shown', async (_case, lines, message) => {
    const file = keyFile(...lines);
    const error = await openMasterKey({ store: createMemoryStore(), file, create: false }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name: 'MasterKeyError', message });
    for (const line of lines) expect(String(error)).not.toContain(line);
  });

  it.each([0o640, 0o604, 0o660, 0o644])(
    'is refused when others may read it: mode %o',
    async (mode) => {
      const file = keyFile(newKey());
      chmodSync(file, mode);
      await expect(
        openMasterKey({ store: createMemoryStore(), file, create: false }),
      ).rejects.toThrow(/others may read .* run chmod 600/);
    },
  );

  it('is refused when it cannot be read', async () => {
    await expect(
      openMasterKey({ store: createMemoryStore(), file: directory, create: false }),
    ).rejects.toMatchObject({ name: 'MasterKeyError' });
    await expect(
      openMasterKey({ store: createMemoryStore(), file: join(directory, 'no/such'), create: true }),
    ).rejects.toThrow(/cannot be written/);
  });
});

describe('a deployment that has sealed something', () => {
  it('does not start without its key, and makes no other', async () => {
    const store = createMemoryStore();
    const file = newFile();
    await openMasterKey({ store, file, create: true });
    rmSync(file);
    await expect(openMasterKey({ store, file, create: true })).rejects.toThrow(
      /no master key file .* the database has secrets/,
    );
    expect(() => statSync(file)).toThrow();
  });

  it('does not start with another key', async () => {
    const store = createMemoryStore();
    const { current } = await openMasterKey({ store, file: newFile(), create: true });
    await expect(openMasterKey({ store, file: keyFile(newKey()), create: false })).rejects.toThrow(
      `\`${current.keyId}\`, which is not in the file`,
    );
    expect(await knownKeys(store)).toEqual([current.keyId]);
  });

  it('does not start when its check was exchanged', async () => {
    const store = createMemoryStore();
    const file = newFile();
    const { current } = await openMasterKey({ store, file, create: true });
    const cause = { accountId: DEPLOYMENT, operation: 'Test', requestId: 'r', principal: 'p' };
    await store.transact(cause, async (writer) => {
      const check = await writer.get(MASTER_KEYS, DEPLOYMENT, [current.keyId]);
      if (check === undefined) throw new Error('no check');
      const sealed = createSecrets(createKeyRing([randomBytes(32)])).seal('x', ['y']);
      await writer.replace(MASTER_KEYS, { ...check, check: { ...sealed, keyId: current.keyId } });
    });
    await expect(openMasterKey({ store, file, create: true })).rejects.toThrow(/does not open/);
  });

  it('starts where nothing may be written', async () => {
    const store = createMemoryStore();
    const file = newFile();
    const { current } = await openMasterKey({ store, file, create: true });
    const readOnly: Store = {
      ...store,
      transact: () => Promise.reject(new Error('read-only')),
    };
    const ring = await openMasterKey({ store: readOnly, file, create: true });
    expect(ring.current.keyId).toBe(current.keyId);
  });
});

/** Finds the current key of a ring and no other. */
function onlyCurrent({ current }: KeyRing): KeyRing['find'] {
  return (keyId) => (keyId === current.keyId ? current : undefined);
}

describe('a rotation', () => {
  async function deploy(count: number) {
    const store = createMemoryStore();
    const file = newFile();
    const former = await openMasterKey({ store, file, create: true });
    await addAccessKeys(store, former, count);
    await addMasterKey(file);
    const ring = await openMasterKey({ store, file, create: false });
    return { store, file, former, ring };
  }

  it('begins with a new key before the former one, which both open what there is', async () => {
    const { store, file, former, ring } = await deploy(3);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(ring.keys.map(({ keyId }) => keyId)).toEqual([ring.current.keyId, former.current.keyId]);
    expect(await sealedBy(store)).toEqual({ [former.current.keyId]: 6 });
    await openAll(store, ring);
    await addAccessKeys(store, ring, 1);
    expect(await sealedBy(store)).toEqual({ [former.current.keyId]: 6, [ring.current.keyId]: 2 });
  });

  it('seals everything anew, in every account, and lets the former key go', async () => {
    const { store, file, former, ring } = await deploy(7);
    const progress: unknown[] = [];
    const done = await rotateMasterKey({
      ...{ store, ring, batchSize: 4 },
      onProgress: (now) => progress.push(now),
    });
    expect(done).toMatchObject({ rows: 14, resealed: 14 });
    expect(progress.at(0)).toEqual({ table: 'access_keys', rows: 4, resealed: 4 });
    expect(await sealedBy(store)).toEqual({ [ring.current.keyId]: 14 });
    expect(await knownKeys(store)).toEqual([ring.current.keyId]);
    const [line] = readFileSync(file, 'utf8')
      .split('\n')
      .filter((text) => !text.startsWith('#'));
    const alone = await openMasterKey({ store, file: keyFile(line ?? ''), create: false });
    await openAll(store, alone);
    const old = keyFile(...readFileSync(file, 'utf8').split('\n').slice(-2));
    await expect(openMasterKey({ store, file: old, create: false })).rejects.toThrow(
      /which is not in the file/,
    );
    expect(former.current.keyId).not.toBe(ring.current.keyId);
  });

  it('keeps passwords and keys of users as they were', async () => {
    const { store, former, ring } = await deploy(0);
    const before = createIam({ store, secrets: createSecrets(former) });
    await before.execute('CreateUser', { UserName: 'alice' }, alice);
    await before.execute('CreateLoginProfile', { UserName: 'alice', Password: 'Correct-1' }, root);
    await before.execute('CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' }, root);
    await rotateMasterKey({ store, ring });
    const after = createIam({
      store,
      secrets: createSecrets({ ...ring, find: onlyCurrent(ring) }),
    });
    const change = (OldPassword: string, NewPassword: string) =>
      after.execute('ChangePassword', { OldPassword, NewPassword }, alice);
    await expect(change('Wrong-1', 'Another-1')).rejects.toMatchObject({ code: 'AccessDenied' });
    await change('Correct-1', 'Another-1');
  });

  it('changes nothing when it is run again', async () => {
    const { store, ring } = await deploy(3);
    await rotateMasterKey({ store, ring });
    const { revision } = (await store.changes(0, 1000)).at(-1) ?? {};
    expect(await rotateMasterKey({ store, ring })).toMatchObject({ rows: 6, resealed: 0 });
    expect((await store.changes(0, 1000)).at(-1)?.revision).toBe(revision);
  });

  it('can be stopped after any batch, keeps both keys until it was run to its end, and goes on', async () => {
    const { store, file, former, ring } = await deploy(5);
    for (let batches = 1, left = 10; left > 0; batches += 1) {
      const stop = new AbortController();
      const stopped = rotateMasterKey({
        ...{ store, ring, batchSize: 2, signal: stop.signal },
        onProgress: ({ rows }) => {
          if (rows >= 2 * batches) stop.abort(new Error('stopped'));
        },
      });
      if (batches <= 5) await expect(stopped).rejects.toThrow('stopped');
      left = 10 - 2 * batches;
      const counts = await sealedBy(store);
      expect(counts[former.current.keyId] ?? 0).toBe(left);
      expect([...(await knownKeys(store))].sort()).toEqual(
        [former.current.keyId, ring.current.keyId].sort(),
      );
      await openAll(store, await openMasterKey({ store, file, create: false }));
    }
    await rotateMasterKey({ store, ring });
    expect(await knownKeys(store)).toEqual([ring.current.keyId]);
  });

  it('keeps the former key when an instance still seals with it', async () => {
    const { store, former, ring } = await deploy(2);
    let late: Promise<void> | undefined;
    const rotation = rotateMasterKey({
      ...{ store, ring },
      // Behind the place where the rotation is.
      onProgress: () => {
        late ??= addAccessKeys(store, former, 3, 'AAAA');
      },
    });
    await expect(rotation).rejects.toThrow(/still seals in `access_keys` with a former master key/);
    await late;
    expect(await knownKeys(store)).toContain(former.current.keyId);
  });

  it('drops nothing when something does not open', async () => {
    const { store, former, ring } = await deploy(2);
    const strange = createKeyRing([randomBytes(32)]);
    await addAccessKeys(store, strange, 1);
    await expect(rotateMasterKey({ store, ring })).rejects.toThrow(/no master key has the id/);
    expect(await knownKeys(store)).toContain(former.current.keyId);
  });
});

describe('what is sealed', () => {
  it('is in a table of the list of what a rotation seals anew', async () => {
    const tables = join(import.meta.dirname, '../src/tables');
    const sealed = readdirSync(tables)
      .filter((file) => /: (readonly )?SealedSecret/.test(readFileSync(join(tables, file), 'utf8')))
      .map((file) => file.replace('.ts', '').replaceAll('-', '_'));
    // The check of a master key is dropped with its key.
    expect(sealed.filter((table) => table !== 'master_keys')).toEqual(
      SEALED_FIELDS.map(({ table }) => table),
    );
  });
});
