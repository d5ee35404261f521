// The alias of an account and its summary, through the domain's door.
import type { AccountId, Arn } from '@ostiary/policy';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import type { OperationCaller } from '../src/operation.js';
import { alice, openIam, root } from './open-iam.js';

const OTHER = '210987654321' as AccountId;
const other: OperationCaller = {
  ...root,
  accountId: OTHER,
  principal: { type: 'Root', arn: `arn:aws:iam::${OTHER}:root` as Arn, accountId: OTHER },
};

describe('the alias of an account', () => {
  let iam: Iam;
  beforeEach(async () => {
    iam = openIam();
    await iam.createAccount({ id: '123456789012', name: 'main' });
    await iam.createAccount({ id: OTHER, name: 'other' });
  });
  const create = (AccountAlias: string, caller = alice) =>
    iam.execute('CreateAccountAlias', { AccountAlias }, caller);
  const list = async (caller = alice) =>
    (await iam.execute('ListAccountAliases', {}, caller)).AccountAliases;

  it('is none at first, and then what it was given', async () => {
    expect(await list()).toEqual([]);
    await create('acme');
    expect(await iam.execute('ListAccountAliases', {}, alice)).toEqual({
      AccountAliases: ['acme'],
      IsTruncated: false,
    });
  });

  it('gives way to a new one, and is then free for others', async () => {
    await create('acme');
    await create('acme-two');
    expect(await list()).toEqual(['acme-two']);
    await create('acme', other);
    expect(await list(other)).toEqual(['acme']);
  });

  it.each([
    ['of the account itself', alice],
    ['of another account', other],
  ])('is refused when it is that %s', async (_, caller) => {
    await create('acme', caller);
    await expect(create('acme')).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'The account alias acme already exists.',
    });
  });

  it('is not the number of an account', async () => {
    await expect(create('210987654321')).rejects.toMatchObject({ code: 'ValidationError' });
  });

  it('is taken away by name', async () => {
    await create('acme');
    const remove = (AccountAlias: string) =>
      iam.execute('DeleteAccountAlias', { AccountAlias }, alice);
    await expect(remove('acme-two')).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: 'The account alias with name acme-two cannot be found.',
    });
    await remove('acme');
    expect(await list()).toEqual([]);
    await create('acme', other);
  });

  it.each([
    ['CreateAccountAlias', { AccountAlias: 'acme' }],
    ['DeleteAccountAlias', { AccountAlias: 'acme' }],
    ['ListAccountAliases', {}],
    ['GetAccountSummary', {}],
  ] as const)('is demanded of everything: %s', async (name, input) => {
    expect(await iam.demands(name, input, alice)).toEqual([
      { action: `iam:${name}`, resource: '*', context: [] },
    ]);
  });

  it.each(['CreateAccountAlias', 'DeleteAccountAlias', 'ListAccountAliases'] as const)(
    'is none of an account that is not there: %s',
    async (name) => {
      const input = { AccountAlias: 'acme' };
      await expect(openIam().execute(name, input, alice)).rejects.toMatchObject({
        code: 'NoSuchEntity',
        message: 'Account 123456789012 cannot be found.',
      });
    },
  );
});

describe('the summary of an account', () => {
  it('counts what there is beside what there may be', async () => {
    const iam = openIam({ quotas: { UsersQuota: 7 } });
    await iam.execute('CreateUser', { UserName: 'bob' }, alice);
    await iam.execute('CreateUser', { UserName: 'carol' }, alice);
    await iam.execute('CreateGroup', { GroupName: 'ops' }, alice);
    await iam.execute('CreateUser', { UserName: 'zoe' }, other);
    const Url = 'https://id.example.com';
    const ThumbprintList = ['a'.repeat(40)];
    await iam.execute('CreateOpenIDConnectProvider', { Url, ThumbprintList }, alice);
    const { SummaryMap } = await iam.execute('GetAccountSummary', undefined, alice);
    expect(SummaryMap).toMatchObject({
      ...{ Users: 2, UsersQuota: 7, Groups: 1, GroupsQuota: 300, Providers: 1 },
      ...{ AccessKeysPerUserQuota: 2, AccountAccessKeysPresent: 0 },
    });
  });

  it('says whether the root user has an access key', async () => {
    const iam = openIam();
    await iam.execute('CreateAccessKey', {}, root);
    const { SummaryMap } = await iam.execute('GetAccountSummary', undefined, alice);
    expect(SummaryMap).toMatchObject({ AccountAccessKeysPresent: 1 });
  });
});
