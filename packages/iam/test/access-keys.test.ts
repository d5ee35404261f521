// Access keys of users and of the root user, through the domain's door.
import { SecretAccessKey } from '@ostiary/sigv4';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore, type Iam, type Store } from '../src/index.js';
import { alice, openIam, root, session, stranger } from './open-iam.js';
import { whoSigns } from './who-signs.js';

const ARN = 'arn:aws:iam::123456789012:user/';
const UserName = 'bob';

describe('an access key', () => {
  let iam: Iam;
  let store: Store;
  beforeEach(async () => {
    store = createMemoryStore();
    iam = openIam({ store });
    await iam.execute('CreateUser', { UserName: 'alice' }, alice);
    await iam.execute('CreateUser', { UserName, Path: '/ops/' }, alice);
  });
  const create = async (caller = alice, input: { UserName?: string } = { UserName }) => {
    const { AccessKey } = await iam.execute('CreateAccessKey', input, caller);
    return AccessKey;
  };
  const signer = ({ AccessKeyId, SecretAccessKey: text }: Awaited<ReturnType<typeof create>>) =>
    whoSigns(iam, { accessKeyId: AccessKeyId, secretAccessKey: new SecretAccessKey(text) });
  const list = async (caller = alice, input: { UserName?: string } = { UserName }) =>
    (await iam.execute('ListAccessKeys', input, caller)).AccessKeyMetadata;

  it('is made active, and signs for its user', async () => {
    const key = await create();
    expect(key).toEqual({
      UserName,
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      Status: 'Active',
      SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
      CreateDate: new Date('2026-11-24T12:00:00Z'),
    });
    expect(await signer(key)).toMatchObject({ type: 'User', arn: `${ARN}ops/bob` });
  });

  it('shows its secret once: no list, no change record has it', async () => {
    const { SecretAccessKey: secret } = await create();
    expect(JSON.stringify(await list())).not.toContain(secret);
    expect(JSON.stringify(await store.changes(0, 100))).not.toContain(secret);
  });

  it('is one of two, the oldest first', async () => {
    const keys = [await create(), await create()];
    await expect(create()).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
    const ids = (await list()).map(({ AccessKeyId }) => AccessKeyId);
    expect(ids.sort()).toEqual(keys.map(({ AccessKeyId }) => AccessKeyId).sort());
    await create(alice, { UserName: 'alice' });
  });

  it('comes in pages', async () => {
    await create();
    await create();
    const first = await iam.execute('ListAccessKeys', { UserName, MaxItems: 1 }, alice);
    const second = await iam.execute('ListAccessKeys', { UserName, Marker: first.Marker }, alice);
    const keys = [...first.AccessKeyMetadata, ...second.AccessKeyMetadata];
    expect(keys).toEqual(await list());
    expect([first.IsTruncated, second.IsTruncated]).toEqual([true, false]);
  });

  it('signs no more while it is inactive', async () => {
    const key = await create();
    const input = { UserName, AccessKeyId: key.AccessKeyId };
    await iam.execute('UpdateAccessKey', { ...input, Status: 'Inactive' }, alice);
    expect(await list()).toMatchObject([{ Status: 'Inactive' }]);
    await expect(signer(key)).rejects.toMatchObject({ code: 'InvalidClientTokenId' });
    await iam.execute('UpdateAccessKey', { ...input, Status: 'Active' }, alice);
    expect(await signer(key)).toMatchObject({ type: 'User' });
  });

  it('signs no more once it is deleted', async () => {
    const key = await create();
    const input = { UserName, AccessKeyId: key.AccessKeyId };
    await iam.execute('DeleteAccessKey', input, alice);
    await expect(signer(key)).rejects.toMatchObject({ code: 'InvalidClientTokenId' });
    expect(await list()).toEqual([]);
  });

  it('has no other status', async () => {
    const { AccessKeyId } = await create();
    const input = { UserName, AccessKeyId, Status: 'active' };
    await expect(iam.execute('UpdateAccessKey', input, alice)).rejects.toMatchObject({
      code: 'ValidationError',
    });
  });

  it("is the caller's own when no user is named", async () => {
    const key = await create(alice, {});
    expect(key).toMatchObject({ UserName: 'alice' });
    expect(await list(alice, {})).toMatchObject([{ AccessKeyId: key.AccessKeyId }]);
    expect(await iam.demands('CreateAccessKey', {}, alice)).toMatchObject([
      { action: 'iam:CreateAccessKey', resource: `${ARN}alice` },
    ]);
  });

  it('is of the root user when that calls and names none, and has no user name', async () => {
    const key = await create(root, {});
    expect(key).not.toHaveProperty('UserName');
    expect(await signer(key)).toMatchObject({ type: 'Root' });
    expect(await list(root, {})).toEqual([
      { AccessKeyId: key.AccessKeyId, Status: 'Active', CreateDate: key.CreateDate },
    ]);
    expect(await iam.demands('CreateAccessKey', {}, root)).toEqual([
      {
        action: 'iam:CreateAccessKey',
        resource: 'arn:aws:iam::123456789012:root',
        context: [],
      },
    ]);
    await iam.execute('DeleteAccessKey', { AccessKeyId: key.AccessKeyId }, root);
    expect(await list(root, {})).toEqual([]);
  });

  it.each(['CreateAccessKey', 'ListAccessKeys'] as const)(
    'of no user named is none for a session of a role: %s',
    async (name) => {
      await expect(iam.execute(name, {}, session)).rejects.toMatchObject({
        code: 'ValidationError',
        message: 'Must specify userName when calling with non-User credentials',
      });
    },
  );

  it('belongs to its user: who names another does not reach it', async () => {
    const { AccessKeyId } = await create();
    const input = { UserName: 'alice', AccessKeyId };
    const refused = {
      code: 'NoSuchEntity',
      message: `The Access Key with id ${AccessKeyId} cannot be found.`,
    };
    await expect(iam.execute('DeleteAccessKey', input, alice)).rejects.toMatchObject(refused);
    await expect(
      iam.execute('UpdateAccessKey', { ...input, Status: 'Inactive' }, alice),
    ).rejects.toMatchObject(refused);
  });

  it('keeps its user from being deleted', async () => {
    const { AccessKeyId } = await create();
    await expect(iam.execute('DeleteUser', { UserName }, alice)).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must delete access keys first.',
    });
    await iam.execute('DeleteAccessKey', { UserName, AccessKeyId }, alice);
    await iam.execute('DeleteUser', { UserName }, alice);
  });

  it('follows its user to another name', async () => {
    const key = await create();
    await iam.execute('UpdateUser', { UserName, NewUserName: 'robert' }, alice);
    expect(await signer(key)).toMatchObject({ arn: `${ARN}ops/robert` });
  });

  it('knows when and for what it was last used, or that it never was', async () => {
    const { AccessKeyId } = await create();
    const lastUsed = () => iam.execute('GetAccessKeyLastUsed', { AccessKeyId }, alice);
    expect(await lastUsed()).toEqual({
      UserName,
      AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
    });
    const { accountId } = alice;
    const use = { service: 'notes', region: 'eu-west-1' };
    iam.recordUse({ accountId, kind: 'access-key', id: AccessKeyId, ...use });
    await iam.writeUses();
    expect(await lastUsed()).toEqual({
      UserName,
      AccessKeyLastUsed: {
        ServiceName: 'notes',
        Region: 'eu-west-1',
        LastUsedDate: new Date('2026-11-24T12:00:00Z'),
      },
    });
  });

  it('is asked for its last use by the ARN of its user, and by * when it is not of the account', async () => {
    const { AccessKeyId } = await create();
    const rootKey = await create(root, {});
    const demanded = async (id: string, caller = alice) =>
      iam.demands('GetAccessKeyLastUsed', { AccessKeyId: id }, caller);
    expect(await demanded(AccessKeyId)).toMatchObject([{ resource: `${ARN}ops/bob` }]);
    expect(await demanded(rootKey.AccessKeyId)).toMatchObject([
      { resource: 'arn:aws:iam::123456789012:root' },
    ]);
    expect(await demanded('AKIANOSUCHKEYATALL22')).toMatchObject([{ resource: '*' }]);
    expect(await demanded(AccessKeyId, stranger)).toMatchObject([{ resource: '*' }]);
    await expect(
      iam.execute('GetAccessKeyLastUsed', { AccessKeyId }, stranger),
    ).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it.each([
    ['CreateAccessKey', { UserName: 'nobody' }],
    ['ListAccessKeys', { UserName: 'nobody' }],
    [
      'UpdateAccessKey',
      { UserName: 'nobody', AccessKeyId: 'AKIANOSUCHKEYATALL22', Status: 'Active' },
    ],
    ['DeleteAccessKey', { UserName: 'nobody', AccessKeyId: 'AKIANOSUCHKEYATALL22' }],
  ] as const)('of nobody is none for %s, whose demand does not tell', async (name, input) => {
    await expect(iam.execute(name, input, alice)).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: 'The user with name nobody cannot be found.',
    });
    expect(await iam.demands(name, input, alice)).toMatchObject([
      { action: `iam:${name}`, resource: `${ARN}nobody` },
    ]);
  });
});
