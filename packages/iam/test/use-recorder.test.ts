// When keys were last used, as it is written.
import { describe, expect, it } from 'vitest';
import type { CredentialUse } from '../src/index.js';
import { LAST_USES } from '../src/tables/last-uses.js';
import { MAIN, OTHER, openWorld } from './world.js';

const use: CredentialUse = {
  ...{ accountId: MAIN, id: 'AKIA1', service: 'notes', region: 'eu-west-1' },
  kind: 'access-key',
};

async function openWithUses() {
  const world = await openWorld();
  const uses = (accountId = MAIN) =>
    world.store.read((reader) => reader.list(LAST_USES, { accountId }));
  return { ...world, uses, revision: world.iam.revision };
}

describe('the last use of a key', () => {
  it('is written with its time, service and region, when it is told to', async () => {
    const { iam, uses } = await openWithUses();
    iam.recordUse(use);
    expect(await uses()).toEqual([]);
    await iam.writeUses();
    expect(await uses()).toEqual([{ ...use, date: '2026-11-24T12:00:00.000Z' }]);
  });

  it('is the last of many, and none is written where there is none', async () => {
    const { iam, uses, pass, revision } = await openWithUses();
    iam.recordUse(use);
    pass(30);
    iam.recordUse({ ...use, service: 'other' });
    await iam.writeUses();
    expect(await uses()).toEqual([{ ...use, service: 'other', date: '2026-11-24T12:00:30.000Z' }]);
    const before = await revision();
    await iam.writeUses();
    expect(await revision()).toBe(before);
    pass(30);
    iam.recordUse(use);
    await iam.writeUses();
    expect(await uses()).toEqual([{ ...use, date: '2026-11-24T12:01:00.000Z' }]);
  });

  it('of many keys is written in one transaction for each account', async () => {
    const { iam, uses, revision } = await openWithUses();
    const before = await revision();
    for (let at = 0; at < 50; at++) iam.recordUse({ ...use, id: `AKIA${at}` });
    iam.recordUse({ ...use, accountId: OTHER, kind: 'role', id: 'AROA1' });
    await iam.writeUses();
    expect(await uses()).toHaveLength(50);
    expect(await uses(OTHER)).toHaveLength(1);
    expect(await revision()).toBe(before + 2);
  });

  it('is what GetAccessKeyLastUsed answers', async () => {
    const { iam, createUser, rootOf } = await openWithUses();
    const { key } = await createUser('bob');
    iam.recordUse({ ...use, id: key.accessKeyId });
    await iam.writeUses();
    const input = { AccessKeyId: key.accessKeyId };
    expect(await iam.execute('GetAccessKeyLastUsed', input, rootOf(MAIN))).toMatchObject({
      UserName: 'bob',
      AccessKeyLastUsed: {
        ...{ ServiceName: 'notes', Region: 'eu-west-1' },
        LastUsedDate: new Date('2026-11-24T12:00:00Z'),
      },
    });
  });
});
