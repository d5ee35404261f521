// GetUser, UpdateUser and DeleteUser, through the domain's door.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, openIam, root, session, stranger } from './open-iam.js';

const unknown = { code: 'NoSuchEntity', message: 'The user with name nobody cannot be found.' };
const ARN = 'arn:aws:iam::123456789012:user/';

describe('a user', () => {
  let iam: Iam;
  beforeEach(async () => {
    iam = openIam();
    await iam.execute('CreateUser', { UserName: 'alice', Path: '/ops/' }, alice);
    await iam.execute('CreateUser', { UserName: 'Bob' }, alice);
  });
  const get = async (UserName: string) => (await iam.execute('GetUser', { UserName }, alice)).User;

  it('is found in any case and shown as it was made', async () => {
    expect(await get('bOB')).toMatchObject({ UserName: 'Bob', Arn: `${ARN}Bob` });
  });

  it('is the caller when none is named', async () => {
    const { User } = await iam.execute('GetUser', {}, alice);
    expect(User).toEqual(await get('alice'));
    expect(await iam.demands('GetUser', {}, alice)).toMatchObject([
      { action: 'iam:GetUser', resource: `${ARN}ops/alice` },
    ]);
  });

  it('is the root user when that calls and names none: the id of the account, no name, no path', async () => {
    expect(await iam.execute('GetUser', {}, root)).toEqual({
      User: { UserId: '123456789012', Arn: 'arn:aws:iam::123456789012:root' },
    });
    expect(await iam.demands('GetUser', {}, root)).toMatchObject([
      { action: 'iam:GetUser', resource: 'arn:aws:iam::123456789012:root' },
    ]);
  });

  it('must be named by a caller who is none', async () => {
    const refused = {
      code: 'ValidationError',
      message: 'Must specify userName when calling with non-User credentials',
    };
    await expect(iam.execute('GetUser', {}, session)).rejects.toMatchObject(refused);
    await expect(iam.demands('GetUser', {}, session)).rejects.toMatchObject(refused);
  });

  it('is nobody in another account', async () => {
    await expect(iam.execute('GetUser', { UserName: 'alice' }, stranger)).rejects.toMatchObject({
      code: 'NoSuchEntity',
    });
    expect((await iam.execute('ListUsers', {}, stranger)).Users).toEqual([]);
  });

  it('keeps its id and tags under another name and path', async () => {
    const Tags = [{ Key: 'team', Value: 'red' }];
    await iam.execute('TagUser', { UserName: 'Bob', Tags }, alice);
    const before = await get('Bob');
    const input = { UserName: 'bob', NewUserName: 'Robert', NewPath: '/sales/' };
    await iam.execute('UpdateUser', input, alice);
    expect(await get('robert')).toEqual({
      ...before,
      UserName: 'Robert',
      Path: '/sales/',
      Arn: `${ARN}sales/Robert`,
    });
    await expect(get('Bob')).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('may change the case of its name, and nothing at all', async () => {
    await iam.execute('UpdateUser', { UserName: 'Bob', NewUserName: 'BOB' }, alice);
    await iam.execute('UpdateUser', { UserName: 'Bob' }, alice);
    expect(await get('bob')).toMatchObject({ UserName: 'BOB', Path: '/' });
  });

  it('does not take the name of another', async () => {
    const input = { UserName: 'Bob', NewUserName: 'ALICE' };
    await expect(iam.execute('UpdateUser', input, alice)).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'User with name ALICE already exists.',
    });
    expect(await get('Bob')).toMatchObject({ UserName: 'Bob' });
  });

  it.each([
    [{ UserName: 'alice', NewUserName: 'al' }, ['ops/alice', 'ops/al']],
    [{ UserName: 'alice', NewPath: '/new/' }, ['ops/alice', 'new/alice']],
    [{ UserName: 'alice' }, ['ops/alice']],
    [{ UserName: 'nobody', NewUserName: 'al' }, ['nobody', 'al']],
  ])('may be renamed by who may update both: %o', async (input, arns) => {
    const demands = await iam.demands('UpdateUser', input, alice);
    expect(demands).toMatchObject(
      arns.map((arn) => ({ action: 'iam:UpdateUser', resource: `${ARN}${arn}` })),
    );
  });

  it('gets a new id when it is deleted and made again', async () => {
    const { UserId } = await get('Bob');
    await iam.execute('DeleteUser', { UserName: 'bob' }, alice);
    await iam.execute('CreateUser', { UserName: 'Bob' }, alice);
    expect((await get('Bob')).UserId).not.toBe(UserId);
  });

  it.each([
    ['GetUser', { UserName: 'nobody' }],
    ['UpdateUser', { UserName: 'nobody', NewPath: '/' }],
    ['DeleteUser', { UserName: 'nobody' }],
    ['TagUser', { UserName: 'nobody', Tags: [] }],
    ['UntagUser', { UserName: 'nobody', TagKeys: [] }],
    ['ListUserTags', { UserName: 'nobody' }],
  ] as const)(
    'that is not there is none for %s, whose demand does not tell',
    async (name, input) => {
      await expect(iam.execute(name, input, alice)).rejects.toMatchObject(unknown);
      expect(await iam.demands(name, input, alice)).toMatchObject([
        { action: `iam:${name}`, resource: `${ARN}nobody` },
      ]);
    },
  );

  it.each([
    [{}, ''],
    [{ PathPrefix: '/' }, ''],
    [{ PathPrefix: '/ops/' }, 'ops/'],
  ])('is listed by who may list under the path: %o', async (input, path) => {
    expect(await iam.demands('ListUsers', input, alice)).toEqual([
      { action: 'iam:ListUsers', resource: `${ARN}${path}`, context: [] },
    ]);
  });
});
