// AssumeRole: who may, for how long, and as whom.
import { describe, expect, it } from 'vitest';
import { proves } from './who-signs.js';
import { credentialsIn, MAIN, OTHER, openWorld, trusts } from './world.js';

const bob = `arn:aws:iam::${MAIN}:user/bob`;
const session = { RoleSessionName: 's1' };
const mayAssume = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'sts:*', Resource: '*' },
};

/** A world with the user bob and the role `ops`, which trusts him. */
async function openWithRole(trusted = bob, options?: Parameters<typeof trusts>[1]) {
  const world = await openWorld();
  const { userId, key } = await world.createUser('bob');
  const { arn, roleId } = await world.createRole('ops', trusts(trusted, options));
  return { ...world, userId, key, RoleArn: arn, roleId };
}

describe('AssumeRole', () => {
  it('gives credentials that sign as a session of the role', async () => {
    const { iam, key, call, RoleArn, roleId } = await openWithRole();
    const answer = await call('AssumeRole', { RoleArn, ...session }, key);
    expect(answer).toEqual({
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
        SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
        SessionToken: expect.any(String),
        Expiration: new Date('2026-11-24T13:00:00Z'),
      },
      AssumedRoleUser: {
        AssumedRoleId: `${roleId}:s1`,
        Arn: `arn:aws:sts::${MAIN}:assumed-role/ops/s1`,
      },
    });
    expect(await proves(iam, credentialsIn(answer))).toEqual({
      principal: {
        type: 'AssumedRole',
        arn: `arn:aws:sts::${MAIN}:assumed-role/ops/s1`,
        accountId: MAIN,
        roleArn: RoleArn,
        ...{ sessionName: 's1', roleId, sessionId: expect.any(String) },
      },
      context: [
        ['aws:TokenIssueTime', '2026-11-24T12:00:00.000Z'],
        ['aws:MultiFactorAuthPresent', 'false'],
      ],
    });
  });

  it('needs no policy of the caller within the account when the role trusts the user', async () => {
    const { call, key, RoleArn } = await openWithRole();
    await expect(call('AssumeRole', { RoleArn, ...session }, key)).resolves.toBeDefined();
  });

  it('needs one when the role trusts the account', async () => {
    const { call, key, userId, allow, RoleArn } = await openWithRole(`arn:aws:iam::${MAIN}:root`);
    const assume = () => call('AssumeRole', { RoleArn, ...session }, key);
    await expect(assume()).rejects.toMatchObject({ code: 'AccessDenied' });
    await allow(MAIN, userId, mayAssume);
    await expect(assume()).resolves.toBeDefined();
  });

  it('needs both the trust of the role and a policy of the caller across accounts', async () => {
    const { call, allow, createUser, createRole } = await openWorld();
    const { userId, key } = await createUser('carol', OTHER);
    const carol = `arn:aws:iam::${OTHER}:user/carol`;
    const trusting = await createRole('trusting', trusts(carol));
    const closed = await createRole('closed', trusts(`arn:aws:iam::${MAIN}:root`));
    const assume = (RoleArn: string) => call('AssumeRole', { RoleArn, ...session }, key);
    await expect(assume(trusting.arn)).rejects.toMatchObject({ code: 'AccessDenied' });
    await allow(OTHER, userId, mayAssume);
    expect((await assume(trusting.arn)).AssumedRoleUser?.Arn).toBe(
      `arn:aws:sts::${MAIN}:assumed-role/trusting/s1`,
    );
    await expect(assume(closed.arn)).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it.each([
    ['right', 'token-1', true],
    ['wrong', 'token-2', false],
    ['missing', undefined, false],
  ])('asks for the external id of the trust policy: %s', async (_, ExternalId, allowed) => {
    const condition = { StringEquals: { 'sts:ExternalId': 'token-1' } };
    const { call, key, RoleArn } = await openWithRole(bob, { condition });
    const assume = call('AssumeRole', { RoleArn, ...session, ExternalId }, key);
    if (allowed) await expect(assume).resolves.toBeDefined();
    else await expect(assume).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it('answers the same for a role that is not there as for one that trusts somebody else', async () => {
    const { call, iam, key, createRole, rootOf, allow, userId } = await openWithRole();
    await allow(MAIN, userId, mayAssume);
    const { arn } = await createRole('closed', trusts(`arn:aws:iam::${OTHER}:root`));
    for (const RoleArn of [arn, `arn:aws:iam::${MAIN}:role/missing`]) {
      await expect(call('AssumeRole', { RoleArn, ...session }, key)).rejects.toMatchObject({
        code: 'AccessDenied',
        message: 'sts:AssumeRole: implicitDeny',
      });
    }
    const inProcess = { ...rootOf(MAIN), principal: (await proves(iam, key)).principal };
    const missing = { RoleArn: `arn:aws:iam::${MAIN}:role/missing`, ...session };
    await expect(iam.execute('AssumeRole', missing, inProcess)).rejects.toMatchObject({
      code: 'AccessDenied',
      message: `User: ${bob} is not authorized to perform: sts:AssumeRole on resource: ${missing.RoleArn}`,
    });
  });

  it('wants the ARN as the role has it, with its path and case', async () => {
    const { call, key, createRole } = await openWithRole();
    const { arn } = await createRole('deep', trusts(bob), { Path: '/team/' });
    await expect(call('AssumeRole', { RoleArn: arn, ...session }, key)).resolves.toBeDefined();
    for (const RoleArn of [
      `arn:aws:iam::${MAIN}:role/deep`,
      `arn:aws:iam::${MAIN}:role/team/DEEP`,
      `arn:aws:iam::${MAIN}:user/team/deep`,
      `arn:aws-cn:iam::${MAIN}:role/team/deep`,
    ]) {
      const assume = call('AssumeRole', { RoleArn, ...session }, key);
      await expect(assume).rejects.toMatchObject({ code: 'AccessDenied' });
    }
  });

  it('does not trust a user who was deleted and made again under the name', async () => {
    const { call, iam, rootOf, createUser, RoleArn, key } = await openWithRole();
    const root = rootOf(MAIN);
    await iam.execute('DeleteAccessKey', { UserName: 'bob', AccessKeyId: key.accessKeyId }, root);
    await iam.execute('DeleteUser', { UserName: 'bob' }, root);
    const again = await createUser('bob');
    expect(await proves(iam, again.key)).toMatchObject({ principal: { arn: bob } });
    const assume = () => call('AssumeRole', { RoleArn, ...session }, again.key);
    await expect(assume()).rejects.toMatchObject({ code: 'AccessDenied' });
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', ...trusts(bob) });
    await iam.execute('UpdateAssumeRolePolicy', { RoleName: 'ops', PolicyDocument }, root);
    await expect(assume()).resolves.toBeDefined();
  });

  it('is not for root users', async () => {
    const { iam, rootOf, RoleArn } = await openWithRole();
    const root = rootOf(MAIN);
    const refused = {
      code: 'AccessDenied',
      message: 'Roles may not be assumed by root accounts.',
    };
    const input = { RoleArn, ...session };
    await expect(iam.demands('AssumeRole', input, root)).rejects.toMatchObject(refused);
    await expect(iam.execute('AssumeRole', input, root)).rejects.toMatchObject(refused);
  });

  it('refuses what is no ARN, and a code of an MFA device that nobody has', async () => {
    const { call, key, RoleArn } = await openWithRole();
    const noArn = { RoleArn: 'no-arn-but-long-enough', ...session };
    await expect(call('AssumeRole', noArn, key)).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'no-arn-but-long-enough is invalid',
    });
    const withCode = {
      ...{ RoleArn, ...session, TokenCode: '123456' },
      SerialNumber: `arn:aws:iam::${MAIN}:mfa/bob`,
    };
    await expect(call('AssumeRole', withCode, key)).rejects.toMatchObject({
      code: 'AccessDenied',
      message: expect.stringMatching(/^MultiFactorAuthentication failed/),
    });
  });

  it('demands sts:AssumeRole on the role with its trust policy and the keys of the request', async () => {
    const { iam, key, RoleArn } = await openWithRole();
    const { principal, context } = await proves(iam, key);
    const caller = { principal, context, accountId: MAIN, requestId: 'test' };
    const input = {
      ...{ RoleArn, ...session, ExternalId: 'token-1', SourceIdentity: 'robert' },
      Tags: [{ Key: 'team', Value: 'red' }],
      TransitiveTagKeys: ['team'],
    };
    const demands = await iam.demands('AssumeRole', input, caller);
    if (demands === 'none') throw new Error(demands);
    expect(demands.map(({ action }) => action)).toEqual([
      'sts:AssumeRole',
      'sts:TagSession',
      'sts:SetSourceIdentity',
    ]);
    for (const demand of demands) {
      expect(demand).toMatchObject({ resource: RoleArn, policy: { name: RoleArn } });
      expect(demand.context).toEqual([
        ['sts:RoleSessionName', 's1'],
        ['sts:ExternalId', 'token-1'],
        ['sts:SourceIdentity', 'robert'],
        ['aws:RequestTag/team', 'red'],
        ['aws:TagKeys', ['team']],
        ['sts:TransitiveTagKeys', ['team']],
      ]);
    }
  });
});

describe('the duration of a role session', () => {
  it.each([
    ['an hour where nothing is asked', {}, undefined, '2026-11-24T13:00:00Z'],
    ['what is asked', {}, 900, '2026-11-24T12:15:00Z'],
    ['what the role allows', { MaxSessionDuration: 43_200 }, 43_200, '2026-11-25T00:00:00Z'],
  ])('is %s', async (_, role, DurationSeconds, expiration) => {
    const { call, createRole, key } = await openWithRole();
    const { arn: RoleArn } = await createRole('long', trusts(bob), role);
    const answer = await call('AssumeRole', { RoleArn, ...session, DurationSeconds }, key);
    expect(answer.Credentials?.Expiration).toEqual(new Date(expiration));
  });

  it('is refused beyond what the role allows', async () => {
    const { call, key, RoleArn } = await openWithRole();
    const input = { RoleArn, ...session, DurationSeconds: 3601 };
    await expect(call('AssumeRole', input, key)).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  it('is at most an hour in a chain of roles', async () => {
    const { call, createRole, key, RoleArn } = await openWithRole();
    const long = { MaxSessionDuration: 43_200 };
    const { arn: next } = await createRole('next', trusts(RoleArn), long);
    const first = credentialsIn(await call('AssumeRole', { RoleArn, ...session }, key));
    const chain = (DurationSeconds?: number) =>
      call('AssumeRole', { RoleArn: next, ...session, DurationSeconds }, first);
    expect((await chain()).Credentials?.Expiration).toEqual(new Date('2026-11-24T13:00:00Z'));
    await expect(chain(3601)).rejects.toMatchObject({
      code: 'ValidationError',
      message:
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    });
  });
});
