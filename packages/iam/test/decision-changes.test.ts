// Gates forget at every change that alters what they were answered, and at no other.
import { describe, expect, it } from 'vitest';
import type { Iam, Reader, Store } from '../src/index.js';
import { alice, openIam } from './open-iam.js';
import { allowing } from './policy-text.js';
import { proves, whoSigns } from './who-signs.js';
import { credentialsIn, MAIN, openWorld, trusts } from './world.js';

const UserName = 'bob';

async function openWithSession() {
  const world = await openWorld();
  const { iam, createRole, createUser, allow, call } = world;
  const { key, userId } = await createUser(UserName);
  await allow(MAIN, userId, JSON.parse(allowing('sts:*')));
  const { arn: RoleArn } = await createRole('reader', trusts(`arn:aws:iam::${MAIN}:user/bob`));
  const assume = async () =>
    credentialsIn(await call('AssumeRole', { RoleArn, RoleSessionName: 's1' }, key));
  /** Whether gates hear of what is done, at once and when they ask later. */
  const alters = async (work: (iam: Iam) => Promise<unknown>) => {
    let heard = false;
    const stop = iam.watchDecisions(() => {
      heard = true;
    });
    const before = await iam.revision();
    await work(iam);
    stop();
    expect(await iam.revision()).toBeGreaterThan(before);
    expect(await iam.alteredSince(before)).toBe(heard);
    return heard;
  };
  return { ...world, key, assume, alters };
}

describe('gates are not told of', () => {
  it('a session that is issued, which works at once', async () => {
    const { iam, assume, key, call, alters } = await openWithSession();
    expect(await alters(assume)).toBe(false);
    expect(await alters(() => call('GetSessionToken', {}, key))).toBe(false);
    expect(await alters(() => call('GetFederationToken', { Name: 'fed' }, key))).toBe(false);
    expect(await whoSigns(iam, await assume())).toMatchObject({ type: 'AssumedRole' });
  });

  it('the use of a key', async () => {
    const { alters, key } = await openWithSession();
    const id = key.accessKeyId;
    const use = { accountId: MAIN, kind: 'access-key', id, service: 'iam', region: 'x' } as const;
    const note = async (iam: Iam) => {
      iam.recordUse(use);
      await iam.writeUses();
    };
    expect(await alters(note)).toBe(false);
  });

  it('reports', async () => {
    const { alters } = await openWithSession();
    const Arn = `arn:aws:iam::${MAIN}:user/bob`;
    const advise = (iam: Iam) => iam.execute('GenerateServiceLastAccessedDetails', { Arn }, alice);
    expect(await alters(advise)).toBe(false);
    const report = (iam: Iam) => iam.execute('GenerateCredentialReport', undefined, alice);
    expect(await alters(report)).toBe(false);
  });
});

describe('gates are told of', () => {
  it.each<readonly [string, (iam: Iam) => Promise<unknown>]>([
    ['a role that is deleted', (iam) => iam.execute('DeleteRole', { RoleName: 'reader' }, alice)],
    [
      'a policy that is put',
      (iam) =>
        iam.execute(
          'PutUserPolicy',
          { UserName, PolicyName: 'p', PolicyDocument: allowing() },
          alice,
        ),
    ],
    ['an account that is made', (iam) => iam.createAccount({ id: '111122223333', name: 'new' })],
  ])('%s', async (_what, work) => {
    const { alters } = await openWithSession();
    expect(await alters(work)).toBe(true);
  });

  it('sessions that end', async () => {
    const { alters, assume, pass } = await openWithSession();
    const { accessKeyId } = await assume();
    expect(await alters((iam) => iam.revokeSessions({ accessKeyId }))).toBe(true);
    await assume();
    pass(100_000);
    expect(await alters((iam) => iam.sweepSessions())).toBe(true);
  });

  it('a key that is made inactive', async () => {
    const { alters, key } = await openWithSession();
    const input = { UserName, AccessKeyId: key.accessKeyId, Status: 'Inactive' } as const;
    expect(await alters((iam) => iam.execute('UpdateAccessKey', input, alice))).toBe(true);
  });

  it('what they cannot be told more about', async () => {
    const { iam, assume } = await openWithSession();
    const before = await iam.revision();
    expect(await iam.alteredSince(before)).toBe(false);
    expect(await iam.alteredSince(before + 1)).toBe(true);
    expect(await iam.alteredSince(0)).toBe(true);
    for (let sessions = 0; sessions < 3; sessions += 1) await assume();
    expect(await iam.alteredSince(before)).toBe(false);
  });
});

it('no answer to a gate is made from a table that it hears nothing of', async () => {
  const { store, secrets, assume, key } = await openWithSession();
  const tables = new Set<string>();
  const seen = openIam({ store: noting(store, tables), secrets });
  for (const credentials of [key, await assume()]) {
    const { principal } = await proves(seen, credentials);
    await seen.policies(principal);
  }
  await seen.resourceControls(MAIN);
  expect(tables).toContain('sessions');
  for (const unheard of ['last_uses', 'service_uses', 'access_reports', 'credential_reports']) {
    expect(tables).not.toContain(unheard);
  }
  expect(tables).not.toContain('used_assertions');
});

/** A store that notes which tables are read. */
function noting(store: Store, tables: Set<string>): Store {
  const note = (reader: Reader): Reader =>
    Object.fromEntries(
      Object.entries(reader).map(([name, member]) => [
        name,
        typeof member !== 'function'
          ? member
          : (...input: readonly [{ readonly name: string }, ...unknown[]]) => {
              tables.add(input[0].name);
              return Reflect.apply(member, reader, input);
            },
      ]),
    ) as unknown as Reader;
  return { ...store, read: (work) => store.read((reader) => work(note(reader))) };
}
