// Login profiles, passwords and the account's rules for them, through the domain's door.
import type { InputOf } from '@ostiary/api';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore, type Iam, type Store } from '../src/index.js';
import { LOGIN_PROFILES } from '../src/tables/login-profiles.js';
import { alice, NOW, openIam, root, session } from './open-iam.js';

const ARN = 'arn:aws:iam::123456789012:user/';
const GOOD = 'Corr3ct-horse';
const UserName = 'alice';
const DAY_MS = 86_400_000;

describe('a login profile', () => {
  let iam: Iam;
  let store: Store;
  let now: Date;
  beforeEach(async () => {
    now = NOW;
    store = createMemoryStore();
    iam = openIam({ store, now: () => now });
    await iam.createAccount({ id: '123456789012', name: 'Some-Acc0unt' });
    await iam.execute('CreateUser', { UserName, Path: '/ops/' }, alice);
  });
  const create = (Password: string | undefined = GOOD, rest = {}) =>
    iam.execute('CreateLoginProfile', { UserName, Password, ...rest }, alice);
  const update = (Password?: string, rest = {}) =>
    iam.execute('UpdateLoginProfile', { UserName, Password, ...rest }, alice);
  const change = (OldPassword: string, NewPassword: string, caller = alice) =>
    iam.execute('ChangePassword', { OldPassword, NewPassword }, caller);
  const get = async () => (await iam.execute('GetLoginProfile', { UserName }, alice)).LoginProfile;
  const setPolicy = (policy: InputOf<'UpdateAccountPasswordPolicy'>) =>
    iam.execute('UpdateAccountPasswordPolicy', policy, alice);

  it('is made with its date, and never shows its password', async () => {
    const profile = { UserName, CreateDate: NOW, PasswordResetRequired: true };
    expect(await create(GOOD, { PasswordResetRequired: true })).toEqual({ LoginProfile: profile });
    expect(await get()).toEqual(profile);
    const stored = await store.read((reader) =>
      reader.list(LOGIN_PROFILES, { accountId: alice.accountId }),
    );
    expect(JSON.stringify(stored)).not.toContain(GOOD);
    expect(JSON.stringify(stored)).not.toContain('argon2');
  });

  it('is made once', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'Login Profile for user alice already exists.',
    });
  });

  it('is not made without a password', async () => {
    await expect(iam.execute('CreateLoginProfile', { UserName }, alice)).rejects.toMatchObject({
      code: 'ValidationError',
    });
  });

  it('gets another password and keeps its date', async () => {
    await create();
    now = new Date(NOW.getTime() + DAY_MS);
    await update('An0ther-horse', { PasswordResetRequired: true });
    expect(await get()).toMatchObject({ CreateDate: NOW, PasswordResetRequired: true });
    await expect(change(GOOD, 'Third-h0rse')).rejects.toMatchObject({ code: 'AccessDenied' });
    await change('An0ther-horse', 'Third-h0rse');
  });

  it('may be told to want another password without being given one', async () => {
    await create();
    await update(undefined, { PasswordResetRequired: true });
    expect(await get()).toMatchObject({ PasswordResetRequired: true });
    await update(undefined);
    expect(await get()).toMatchObject({ PasswordResetRequired: true });
    await change(GOOD, 'An0ther-horse');
    expect(await get()).toMatchObject({ PasswordResetRequired: false });
  });

  it('lets one of two who change it at once win, and the other try again', async () => {
    await create();
    const results = await Promise.allSettled([update('An0ther-horse'), update('Third-h0rse')]);
    const codes = results.map((result) =>
      result.status === 'fulfilled' ? 'done' : result.reason.code,
    );
    expect(codes.sort()).toEqual(['EntityTemporarilyUnmodifiable', 'done']);
  });

  it('keeps its user from being deleted', async () => {
    await create();
    await expect(iam.execute('DeleteUser', { UserName }, alice)).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must delete login profile first.',
    });
    await iam.execute('DeleteLoginProfile', { UserName }, alice);
    await iam.execute('DeleteUser', { UserName }, alice);
  });

  it.each([
    ['GetLoginProfile', { UserName }],
    ['UpdateLoginProfile', { UserName }],
    ['UpdateLoginProfile', { UserName, Password: GOOD }],
    ['DeleteLoginProfile', { UserName }],
    ['ChangePassword', { OldPassword: GOOD, NewPassword: GOOD }],
  ] as const)('that is not there is none for %s', async (name, input) => {
    await expect(iam.execute(name, input, alice)).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: 'Login Profile for User alice cannot be found.',
    });
  });

  it.each([
    ['CreateLoginProfile', { UserName: 'nobody', Password: GOOD }],
    ['GetLoginProfile', { UserName: 'nobody' }],
    ['UpdateLoginProfile', { UserName: 'nobody', Password: GOOD }],
    ['DeleteLoginProfile', { UserName: 'nobody' }],
  ] as const)('of nobody is none for %s, whose demand does not tell', async (name, input) => {
    await expect(iam.execute(name, input, alice)).rejects.toMatchObject({ code: 'NoSuchEntity' });
    expect(await iam.demands(name, input, alice)).toMatchObject([
      { action: `iam:${name}`, resource: `${ARN}nobody` },
    ]);
  });

  describe('changed by its user', () => {
    it('wants the old password', async () => {
      await create();
      await expect(change('wr0ng-Horse', 'An0ther-horse')).rejects.toMatchObject({
        code: 'AccessDenied',
        message: 'The old password was incorrect.',
      });
    });

    it.each([
      ['the root user', root],
      ['a session of a role', session],
    ])('is not for %s', async (_, caller) => {
      const refused = { code: 'InvalidUserType' };
      await expect(change(GOOD, 'An0ther-horse', caller)).rejects.toMatchObject(refused);
      const input = { OldPassword: GOOD, NewPassword: 'An0ther-horse' };
      await expect(iam.demands('ChangePassword', input, caller)).rejects.toMatchObject(refused);
    });

    it('is demanded on the user, and allowed to all users by the password policy that says so', async () => {
      const input = { OldPassword: GOOD, NewPassword: 'An0ther-horse' };
      const demand = async () => (await iam.demands('ChangePassword', input, alice))[0];
      expect(await demand()).toMatchObject({
        action: 'iam:ChangePassword',
        resource: `${ARN}ops/alice`,
      });
      expect(await demand()).not.toHaveProperty('policy');
      await setPolicy({ AllowUsersToChangePassword: true });
      expect(await demand()).toMatchObject({
        policy: {
          name: 'account password policy',
          policy: {
            statements: [
              {
                effect: 'Allow',
                principal: { principals: [{ key: 'AWS', value: `${ARN}alice` }] },
                action: { patterns: ['iam:ChangePassword'] },
              },
            ],
          },
        },
      });
    });

    it('is refused once it has expired where that is final, and not before', async () => {
      await setPolicy({ MaxPasswordAge: 10, HardExpiry: true });
      await create();
      now = new Date(NOW.getTime() + 10 * DAY_MS);
      await change(GOOD, 'An0ther-horse');
      now = new Date(now.getTime() + 10 * DAY_MS + 1);
      await expect(change('An0ther-horse', 'Third-h0rse')).rejects.toMatchObject({
        code: 'AccessDenied',
      });
      await setPolicy({ MaxPasswordAge: 10 });
      await change('An0ther-horse', 'Third-h0rse');
    });
  });

  const violation = (words: string) => ({
    code: 'PasswordPolicyViolation',
    message: expect.stringMatching(
      `^Password does not conform to the account password policy\\. It must .*${words}`,
    ),
  });

  describe('by default', () => {
    it.each([
      ['seven characters', 'Ab3-efg', 'at least 8 characters'],
      ['two classes of characters', 'abcdefgh1', '3 of'],
      ['the name of the account', 'Some-Acc0unt', 'another text than the name of the account'],
    ])('refuses a password of %s', async (_, password, words) => {
      await expect(create(password)).rejects.toMatchObject(violation(words));
    });

    it.each(['abcdefg1A', 'abcdefg1!', 'ABCDEFG1-', 'abcdEFG|', 'Abcdefg1'])(
      'takes %s',
      async (password) => {
        await create(password);
      },
    );
  });

  describe('under the rules of the account', () => {
    it.each([
      [{}, 'abcde', 'at least 6 characters'],
      [{ MinimumPasswordLength: 20 }, 'x'.repeat(19), 'at least 20 characters'],
      [{ RequireSymbols: true }, 'abcdefG1', 'a symbol'],
      [{ RequireSymbols: true }, 'abcdefG1;', 'a symbol'],
      [{ RequireNumbers: true }, 'abcdefG-', 'a number'],
      [{ RequireUppercaseCharacters: true }, 'abcdef1-', 'an uppercase letter'],
      [{ RequireLowercaseCharacters: true }, 'ABCDEF1-', 'a lowercase letter'],
    ])('%o, refuses %s', async (policy, password, words) => {
      await setPolicy(policy);
      await expect(create(password)).rejects.toMatchObject(violation(words));
      await create('x'.repeat(20) + GOOD);
      await expect(update(password)).rejects.toMatchObject(violation(words));
      await expect(change('x'.repeat(20) + GOOD, password)).rejects.toMatchObject(violation(words));
    });

    it('takes what the default would not', async () => {
      await setPolicy({});
      await create('aaaaaa');
      await iam.execute('DeleteAccountPasswordPolicy', undefined, alice);
      await expect(update('bbbbbb')).rejects.toMatchObject({ code: 'PasswordPolicyViolation' });
    });

    it('never shows a password that it refuses', async () => {
      await setPolicy({ MinimumPasswordLength: 100 });
      const error = await create(GOOD).catch((thrown: Error) => thrown);
      expect(String(error)).not.toContain(GOOD);
    });

    it('refuses the former passwords that may not come again, and the present one', async () => {
      await setPolicy({ PasswordReusePrevention: 2 });
      const passwords = ['Horse-number-1', 'Horse-number-2', 'Horse-number-3', 'Horse-number-4'];
      const [first = '', second = '', third = '', fourth = ''] = passwords;
      await create(first);
      await change(first, second);
      await change(second, third);
      for (const former of [first, second, third]) {
        await expect(change(third, former)).rejects.toMatchObject(violation('another'));
        await expect(update(former)).rejects.toMatchObject(violation('another'));
      }
      await change(third, fourth);
      await change(fourth, first);
    });
  });
});

describe('the password policy of an account', () => {
  let iam: Iam;
  beforeEach(() => {
    iam = openIam();
  });
  const get = async () =>
    (await iam.execute('GetAccountPasswordPolicy', undefined, alice)).PasswordPolicy;

  it('is none at first, and none again once it is deleted', async () => {
    const missing = {
      code: 'NoSuchEntity',
      message: 'The Password Policy with domain name 123456789012 cannot be found.',
    };
    await expect(get()).rejects.toMatchObject(missing);
    await iam.execute('UpdateAccountPasswordPolicy', {}, alice);
    await iam.execute('DeleteAccountPasswordPolicy', undefined, alice);
    await expect(get()).rejects.toMatchObject(missing);
    await expect(
      iam.execute('DeleteAccountPasswordPolicy', undefined, alice),
    ).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: 'The account policy with name PasswordPolicy cannot be found.',
    });
  });

  it('has a default for all that is not named, also where it had been named before', async () => {
    const named = {
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      RequireNumbers: true,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      AllowUsersToChangePassword: true,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 5,
      HardExpiry: true,
    };
    await iam.execute('UpdateAccountPasswordPolicy', named, alice);
    expect(await get()).toEqual({ ...named, ExpirePasswords: true });
    await iam.execute('UpdateAccountPasswordPolicy', {}, alice);
    expect(await get()).toEqual({
      MinimumPasswordLength: 6,
      RequireSymbols: false,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
      ExpirePasswords: false,
      HardExpiry: false,
    });
  });

  it.each([
    { MinimumPasswordLength: 5 },
    { MinimumPasswordLength: 129 },
    { MaxPasswordAge: 0 },
    { MaxPasswordAge: 1096 },
    { PasswordReusePrevention: 0 },
    { PasswordReusePrevention: 25 },
  ])('is refused with %o', async (input) => {
    await expect(iam.execute('UpdateAccountPasswordPolicy', input, alice)).rejects.toMatchObject({
      code: 'ValidationError',
    });
  });

  it('is demanded of everything, and may be seen by users who may change their password', async () => {
    for (const name of [
      'UpdateAccountPasswordPolicy',
      'GetAccountPasswordPolicy',
      'DeleteAccountPasswordPolicy',
    ] as const) {
      expect(await iam.demands(name, {}, alice)).toEqual([
        { action: `iam:${name}`, resource: '*', context: [] },
      ]);
    }
    const input = { AllowUsersToChangePassword: true };
    await iam.execute('UpdateAccountPasswordPolicy', input, alice);
    const see = (caller = alice) => iam.demands('GetAccountPasswordPolicy', undefined, caller);
    expect(await see()).toMatchObject([{ policy: { name: 'account password policy' } }]);
    expect(await see(session)).toEqual([
      { action: 'iam:GetAccountPasswordPolicy', resource: '*', context: [] },
    ]);
  });
});
