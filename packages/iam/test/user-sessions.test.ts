// GetSessionToken and GetFederationToken: sessions that users ask for in their own name.
import { randomBytes } from 'node:crypto';
import type { InputOf } from '@ostiary/api';
import { describe, expect, it } from 'vitest';
import { proves, type SigningCredentials, whoSigns } from './who-signs.js';
import { credentialsIn, MAIN, openWorld, trusts } from './world.js';

const bob = `arn:aws:iam::${MAIN}:user/bob`;
const allowing = (...Action: string[]) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource: '*' },
});

async function openWithBob() {
  const world = await openWorld();
  const { userId, key } = await world.createUser('bob');
  await world.allow(MAIN, userId, allowing('sts:*', 'iam:ListUsers'));
  const made = await world.iam.ensureRootAccessKey({
    ...{ accountId: MAIN, accessKeyId: 'root', secretAccessKey: 'secret' },
  });
  const root = { accessKeyId: made.accessKeyId, secretAccessKey: 'secret' };
  const sessionToken = (by: SigningCredentials, input: InputOf<'GetSessionToken'> = {}) =>
    world.call('GetSessionToken', input, by);
  const federate = (by: SigningCredentials, input: Partial<InputOf<'GetFederationToken'>> = {}) =>
    world.call('GetFederationToken', { Name: 'fred', ...input }, by);
  return { ...world, userId, key, root, sessionToken, federate };
}

describe('GetSessionToken', () => {
  it('needs no permission, and its credentials sign as the user, as temporary ones', async () => {
    const { iam, createUser, sessionToken } = await openWithBob();
    const { key, userId } = await createUser('carol');
    const answer = await sessionToken(key);
    expect(Object.keys(answer)).toEqual(['Credentials']);
    const proven = await proves(iam, credentialsIn(answer));
    expect(proven.principal).toMatchObject({ type: 'User', userName: 'carol', userId });
    expect(proven.context).toEqual([
      ['aws:TokenIssueTime', '2026-11-24T12:00:00.000Z'],
      ['aws:MultiFactorAuthPresent', 'false'],
    ]);
  });

  it.each([
    ['twelve hours for a user', 'key', undefined, '2026-11-25T00:00:00Z'],
    ['what a user asks', 'key', 129_600, '2026-11-26T00:00:00Z'],
    ['an hour for a root user', 'root', undefined, '2026-11-24T13:00:00Z'],
    ['an hour for a root user, whatever it asks', 'root', 129_600, '2026-11-24T13:00:00Z'],
    ['less for a root user who asks less', 'root', 900, '2026-11-24T12:15:00Z'],
  ] as const)('lasts %s', async (_, who, DurationSeconds, expiration) => {
    const world = await openWithBob();
    const { Credentials } = await world.sessionToken(world[who], { DurationSeconds });
    expect(Credentials?.Expiration).toEqual(new Date(expiration));
  });

  it('refuses a code of an MFA device that the user has not', async () => {
    const { sessionToken, key } = await openWithBob();
    const input = { SerialNumber: `arn:aws:iam::${MAIN}:mfa/bob`, TokenCode: '123456' };
    await expect(sessionToken(key, input)).rejects.toMatchObject({
      code: 'AccessDenied',
      message:
        'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    });
  });

  it('ends when the user is deleted', async () => {
    const { iam, sessionToken, createUser, rootOf } = await openWithBob();
    const { key } = await createUser('carol');
    const credentials = credentialsIn(await sessionToken(key));
    expect(await whoSigns(iam, credentials)).toBeDefined();
    const named = { UserName: 'carol' };
    await iam.execute('DeleteAccessKey', { ...named, AccessKeyId: key.accessKeyId }, rootOf(MAIN));
    await iam.execute('DeleteUser', named, rootOf(MAIN));
    await expect(whoSigns(iam, credentials)).rejects.toMatchObject({
      code: 'InvalidClientTokenId',
    });
  });
});

describe('GetFederationToken', () => {
  it('answers credentials of a federated user', async () => {
    const { iam, federate, key } = await openWithBob();
    const answer = await federate(key, { Policy: JSON.stringify(allowing('iam:ListUsers')) });
    expect(answer).toMatchObject({
      FederatedUser: {
        FederatedUserId: `${MAIN}:fred`,
        Arn: `arn:aws:sts::${MAIN}:federated-user/fred`,
      },
      PackedPolicySize: expect.any(Number),
    });
    expect(await whoSigns(iam, credentialsIn(answer))).toEqual({
      type: 'FederatedUser',
      arn: `arn:aws:sts::${MAIN}:federated-user/fred`,
      accountId: MAIN,
      userArn: bob,
      sessionId: expect.any(String),
    });
  });

  it.each([
    [
      'a policy that is none',
      { Policy: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow' } }) },
      'MalformedPolicyDocument',
    ],
    [
      'more tags than there is room for',
      {
        Tags: Array.from({ length: 40 }, (_, at) => ({
          Key: `k${at}`,
          Value: randomBytes(60).toString('hex'),
        })),
      },
      'PackedPolicyTooLarge',
    ],
  ])('is refused with %s', async (_what, input, code) => {
    const { iam, key, rootOf } = await openWithBob();
    const caller = { ...rootOf(MAIN), principal: await whoSigns(iam, key) };
    await expect(
      iam.execute('GetFederationToken', { Name: 'fred', ...input }, caller),
    ).rejects.toMatchObject({ code });
  });

  it('demands sts:GetFederationToken and sts:TagSession on the federated user', async () => {
    const { iam, federate, createUser, rootOf } = await openWithBob();
    const input = { Name: 'fred', Tags: [{ Key: 'team', Value: 'red' }] };
    const context = [
      ['aws:RequestTag/team', 'red'],
      ['aws:TagKeys', ['team']],
    ];
    const resource = `arn:aws:sts::${MAIN}:federated-user/fred`;
    expect(await iam.demands('GetFederationToken', input, rootOf(MAIN))).toEqual([
      { action: 'sts:GetFederationToken', resource, context },
      { action: 'sts:TagSession', resource, context },
    ]);
    const { key } = await createUser('carol');
    await expect(federate(key)).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it('gives what both the user and the session policies allow, and nothing without any', async () => {
    const { iam, federate, key, root, userId } = await openWithBob();
    const policiesOf = async (by: SigningCredentials, Policy?: object) => {
      const input = { Policy: Policy && JSON.stringify(Policy) };
      const answer = credentialsIn(await federate(by, input));
      return iam.policies(await whoSigns(iam, answer));
    };
    const limited = await policiesOf(key, allowing('iam:ListUsers'));
    expect(limited?.session).toMatchObject([{ name: 'session policy' }]);
    expect(limited?.identity).toHaveLength(1);
    expect(userId).toMatch(/^AIDA/);
    expect((await policiesOf(key))?.session).toBeNull();
    expect((await policiesOf(root))?.identity).toMatchObject([{ name: 'root user' }]);
  });

  it('carries its tags', async () => {
    const { iam, federate, key } = await openWithBob();
    const Tags = [{ Key: 'team', Value: 'red' }];
    const principal = await whoSigns(iam, credentialsIn(await federate(key, { Tags })));
    expect([...((await iam.policies(principal))?.tags ?? [])]).toEqual([['team', 'red']]);
  });

  it('refuses a policy longer than 2048 characters', async () => {
    const { federate, key } = await openWithBob();
    const Policy = JSON.stringify({ ...allowing('iam:ListUsers'), Id: 'i'.repeat(2048) });
    await expect(federate(key, { Policy })).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringContaining('2048'),
    });
  });
});

describe('temporary credentials', () => {
  const open = async () => {
    const world = await openWithBob();
    const { arn: RoleArn, roleId } = await world.createRole('ops', trusts(bob));
    await world.allow(MAIN, roleId, allowing('sts:*', 'iam:ListUsers'));
    const assume = { RoleArn, RoleSessionName: 's1' };
    const Policy = JSON.stringify(allowing('sts:*', 'iam:*'));
    const credentials = {
      role: credentialsIn(await world.call('AssumeRole', assume, world.key)),
      sessionToken: credentialsIn(await world.sessionToken(world.key)),
      federated: credentialsIn(await world.federate(world.key, { Policy })),
    };
    const operations = {
      AssumeRole: (by: SigningCredentials) => world.call('AssumeRole', assume, by),
      GetCallerIdentity: (by: SigningCredentials) => world.call('GetCallerIdentity', {}, by),
      GetSessionToken: world.sessionToken,
      GetFederationToken: world.federate,
      ListUsers: (by: SigningCredentials) => world.call('ListUsers', {}, by),
    };
    return { ...world, credentials, operations };
  };

  it.each([
    ['role', 'GetCallerIdentity', 'is allowed'],
    ['role', 'ListUsers', 'is allowed'],
    ['role', 'GetSessionToken', 'Cannot call GetSessionToken with session credentials'],
    ['role', 'GetFederationToken', 'Cannot call GetFederationToken with session credentials'],
    ['sessionToken', 'GetCallerIdentity', 'is allowed'],
    ['sessionToken', 'AssumeRole', 'is allowed'],
    ['sessionToken', 'ListUsers', 'Cannot call ListUsers with session credentials'],
    ['sessionToken', 'GetSessionToken', 'Cannot call GetSessionToken with session credentials'],
    [
      'sessionToken',
      'GetFederationToken',
      'Cannot call GetFederationToken with session credentials',
    ],
    ['federated', 'GetCallerIdentity', 'is allowed'],
    ['federated', 'AssumeRole', 'Cannot call AssumeRole with session credentials'],
    ['federated', 'ListUsers', 'Cannot call ListUsers with session credentials'],
    ['federated', 'GetSessionToken', 'Cannot call GetSessionToken with session credentials'],
  ] as const)('of a %s: %s %s', async (kind, operation, outcome) => {
    const { credentials, operations } = await open();
    const called = operations[operation](credentials[kind]);
    if (outcome === 'is allowed') await expect(called).resolves.toBeDefined();
    else await expect(called).rejects.toMatchObject({ code: 'AccessDenied', message: outcome });
  });
});

describe('GetCallerIdentity', () => {
  it('says who is calling, by the id that policies know as aws:userid', async () => {
    const { call, key, root, userId, createRole, federate } = await openWithBob();
    const { arn: RoleArn, roleId } = await createRole('ops', trusts(bob));
    const assume = { RoleArn, RoleSessionName: 's1' };
    const who = async (by: SigningCredentials) => call('GetCallerIdentity', {}, by);
    const Account = MAIN;
    expect(await who(key)).toEqual({ UserId: userId, Account, Arn: bob });
    expect(await who(root)).toEqual({ UserId: MAIN, Account, Arn: `arn:aws:iam::${MAIN}:root` });
    expect(await who(credentialsIn(await call('AssumeRole', assume, key)))).toEqual({
      ...{ UserId: `${roleId}:s1`, Account, Arn: `arn:aws:sts::${MAIN}:assumed-role/ops/s1` },
    });
    expect(await who(credentialsIn(await federate(key)))).toEqual({
      ...{ UserId: `${MAIN}:fred`, Account, Arn: `arn:aws:sts::${MAIN}:federated-user/fred` },
    });
  });

  it('demands nothing', async () => {
    const { iam, rootOf } = await openWithBob();
    expect(await iam.demands('GetCallerIdentity', {}, rootOf(MAIN))).toBe('none');
  });
});

describe('GetAccessKeyInfo', () => {
  it('answers the account of a long-term or temporary key, and refuses one that is not there', async () => {
    const { call, key, sessionToken } = await openWithBob();
    const { accessKeyId } = credentialsIn(await sessionToken(key));
    for (const AccessKeyId of [key.accessKeyId, accessKeyId]) {
      expect(await call('GetAccessKeyInfo', { AccessKeyId }, key)).toEqual({ Account: MAIN });
    }
    const missing = { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
    await expect(call('GetAccessKeyInfo', missing, key)).rejects.toMatchObject({
      code: 'ValidationError',
    });
  });

  it('demands sts:GetAccessKeyInfo on everything', async () => {
    const { iam, rootOf } = await openWithBob();
    const input = { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
    expect(await iam.demands('GetAccessKeyInfo', input, rootOf(MAIN))).toEqual([
      { action: 'sts:GetAccessKeyInfo', resource: '*', context: [] },
    ]);
  });
});
