// Fifty writers at once never break a rule: each is told what AWS would tell it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore, type Iam, type Store } from '../src/index.js';
import { openSqliteStore } from '../src/sqlite.js';
import { alice, NOW, openIam } from './open-iam.js';
import { showTwoCodes } from './show-codes.js';

const WRITERS = 50;
const UserName = 'bob';

const directory = mkdtempSync(join(tmpdir(), 'ostiary-races-'));
afterAll(() => rmSync(directory, { recursive: true }));
let files = 0;

const STORES: readonly { readonly store: string; readonly open: () => Promise<Store> }[] = [
  { store: 'in memory', open: async () => createMemoryStore() },
  { store: 'in a file', open: () => openSqliteStore(join(directory, `${++files}.db`)) },
];

describe.each(STORES)('with a store $store, of fifty at once', ({ open }) => {
  let store: Store;
  let iam: Iam;
  beforeEach(async () => {
    store = await open();
    iam = openIam({ store });
    await iam.execute('CreateUser', { UserName }, alice);
  });
  afterEach(() => store.close());

  /** How many had each outcome: `done`, or the code of the refusal. */
  const race = async (write: (writer: number) => Promise<unknown>) => {
    const outcomes: Record<string, number> = {};
    const writes = Array.from({ length: WRITERS }, (_, writer) => write(writer));
    for (const result of await Promise.allSettled(writes)) {
      const outcome = result.status === 'fulfilled' ? 'done' : String(result.reason.code);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    return outcomes;
  };

  it('one makes the user of a name, whatever its case', async () => {
    const outcomes = await race((writer) =>
      iam.execute('CreateUser', { UserName: writer % 2 === 0 ? 'carol' : 'CAROL' }, alice),
    );
    expect(outcomes).toEqual({ done: 1, EntityAlreadyExists: 49 });
  });

  it('one gets the name that all want', async () => {
    await Promise.all(
      Array.from({ length: WRITERS }, (_, n) =>
        iam.execute('CreateUser', { UserName: `user-${n}` }, alice),
      ),
    );
    const outcomes = await race((writer) =>
      iam.execute('UpdateUser', { UserName: `user-${writer}`, NewUserName: 'carol' }, alice),
    );
    expect(outcomes).toEqual({ done: 1, EntityAlreadyExists: 49 });
  });

  it('two make an access key of a user', async () => {
    const outcomes = await race(() => iam.execute('CreateAccessKey', { UserName }, alice));
    expect(outcomes).toEqual({ done: 2, LimitExceeded: 48 });
  });

  it('ten put a user in a group', async () => {
    for (let n = 0; n < WRITERS; n++) {
      await iam.execute('CreateGroup', { GroupName: `group-${n}` }, alice);
    }
    const outcomes = await race((writer) =>
      iam.execute('AddUserToGroup', { UserName, GroupName: `group-${writer}` }, alice),
    );
    expect(outcomes).toEqual({ done: 10, LimitExceeded: 40 });
  });

  it('as many embed a policy as fit together', async () => {
    const statement = { Effect: 'Allow', Action: 'notes:GetNote', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const outcomes = await race((writer) =>
      iam.execute('PutUserPolicy', { UserName, PolicyName: `p-${writer}`, PolicyDocument }, alice),
    );
    const done = Math.floor(2048 / PolicyDocument.length);
    expect(outcomes).toEqual({ done, LimitExceeded: WRITERS - done });
  });

  it('one enables a device', async () => {
    const input = { VirtualMFADeviceName: 'phone' };
    const { VirtualMFADevice } = await iam.execute('CreateVirtualMFADevice', input, alice);
    const { SerialNumber, Base32StringSeed } = VirtualMFADevice;
    const codes = showTwoCodes(new TextDecoder().decode(Base32StringSeed), NOW);
    const outcomes = await race(() =>
      iam.execute('EnableMFADevice', { UserName, SerialNumber, ...codes }, alice),
    );
    expect(outcomes).toEqual({ done: 1, EntityAlreadyExists: 49 });
  });

  it('none leaves a key behind whose user another deletes', async () => {
    const outcomes = await race((writer) =>
      writer % 2 === 0
        ? iam.execute('DeleteUser', { UserName }, alice)
        : iam.execute('CreateAccessKey', { UserName }, alice),
    );
    const isDeleted = await iam.execute('GetUser', { UserName }, alice).then(
      () => false,
      () => true,
    );
    expect(outcomes).toEqual(
      isDeleted
        ? { done: 1, NoSuchEntity: 49 }
        : { done: 2, DeleteConflict: 25, LimitExceeded: 23 },
    );
  });
});
