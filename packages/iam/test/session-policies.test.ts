// Session policies: they only ever take away, and are bounded in number and size.
import { randomBytes } from 'node:crypto';
import type { InputOf } from '@ostiary/api';
import { describe, expect, it } from 'vitest';
import { type SigningCredentials, whoSigns } from './who-signs.js';
import { credentialsIn, MAIN, openWorld, trusts } from './world.js';

const bob = `arn:aws:iam::${MAIN}:user/bob`;
const allowing = (...Action: string[]) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource: '*' },
});
const READ_ONLY = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
type Input = Partial<InputOf<'AssumeRole'>>;

/** A role that may read roles and list users, and two operations to try it. */
async function openWithRole() {
  const world = await openWorld();
  const { key } = await world.createUser('bob');
  const { arn: RoleArn, roleId } = await world.createRole('ops', trusts(bob));
  await world.allow(MAIN, roleId, allowing('iam:GetRole', 'iam:ListUsers', 'sts:AssumeRole'));
  const assume = (input: Input = {}) =>
    world.call('AssumeRole', { RoleArn, RoleSessionName: 's1', ...input }, key);
  const assumed = async (input: Input = {}) => credentialsIn(await assume(input));
  const may = async (by: SigningCredentials) => {
    const tried = {
      GetRole: world.call('GetRole', { RoleName: 'ops' }, by),
      ListUsers: world.call('ListUsers', {}, by),
      CreateUser: world.call('CreateUser', { UserName: `u${randomBytes(4).toString('hex')}` }, by),
    };
    const results = await Promise.allSettled(Object.values(tried));
    return Object.keys(tried).filter((_, at) => results[at]?.status === 'fulfilled');
  };
  return { ...world, key, RoleArn, roleId, assume, assumed, may };
}

describe('a session policy', () => {
  it.each<[string, Input, string[]]>([
    ['none', {}, ['GetRole', 'ListUsers']],
    ['one that allows less', { Policy: JSON.stringify(allowing('iam:GetRole')) }, ['GetRole']],
    [
      'one that allows more',
      { Policy: JSON.stringify(allowing('iam:*')) },
      ['GetRole', 'ListUsers'],
    ],
    ['one that allows something else', { Policy: JSON.stringify(allowing('iam:CreateUser')) }, []],
    ['a managed one', { PolicyArns: [{ arn: READ_ONLY }] }, ['GetRole', 'ListUsers']],
    [
      'a managed one and an inline one, together',
      {
        Policy: JSON.stringify(allowing('iam:CreateUser')),
        PolicyArns: [{ arn: READ_ONLY }],
      },
      ['GetRole', 'ListUsers'],
    ],
  ])('leaves a session with what the role and it allow: %s', async (_, input, allowed) => {
    const { assumed, may } = await openWithRole();
    expect(await may(await assumed(input))).toEqual(allowed);
  });

  it('does not go on along a chain of roles', async () => {
    const { assumed, may, call, RoleArn, createRole, allow } = await openWithRole();
    const next = await createRole('next', trusts(RoleArn));
    await allow(MAIN, next.roleId, allowing('iam:ListUsers'));
    const limited = await assumed({ Policy: JSON.stringify(allowing('sts:AssumeRole')) });
    expect(await may(limited)).toEqual([]);
    const input = { RoleArn: next.arn, RoleSessionName: 's2' };
    expect(await may(credentialsIn(await call('AssumeRole', input, limited)))).toEqual([
      'ListUsers',
    ]);
  });

  it('that denies assuming keeps the session from going on', async () => {
    const { assumed, call, RoleArn, createRole } = await openWithRole();
    const next = await createRole('next', trusts(RoleArn));
    const limited = await assumed({ Policy: JSON.stringify(allowing('iam:GetRole')) });
    const input = { RoleArn: next.arn, RoleSessionName: 's2' };
    await expect(call('AssumeRole', input, limited)).rejects.toMatchObject({
      code: 'AccessDenied',
    });
  });

  it.each<[string, Input, object]>([
    ['is no JSON', { Policy: '{' }, { code: 'MalformedPolicyDocument' }],
    [
      'names a principal',
      {
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
        }),
      },
      { code: 'MalformedPolicyDocument' },
    ],
    [
      'is longer than 2048 characters',
      { Policy: JSON.stringify({ ...allowing('iam:GetRole'), Id: 'i'.repeat(2048) }) },
      {
        code: 'ValidationError',
        message: expect.stringContaining('Member must have length less than or equal to 2048'),
      },
    ],
    [
      'is one of eleven',
      { PolicyArns: Array.from({ length: 11 }, () => ({ arn: READ_ONLY })) },
      {
        code: 'ValidationError',
        message: expect.stringContaining('Member must have length less than or equal to 10'),
      },
    ],
    [
      'is a managed one that is not there',
      { PolicyArns: [{ arn: `arn:aws:iam::${MAIN}:policy/missing` }] },
      { code: 'NoSuchEntity' },
    ],
    [
      'is a managed one of another account',
      { PolicyArns: [{ arn: 'arn:aws:iam::210987654321:policy/other' }] },
      { code: 'NoSuchEntity' },
    ],
    [
      'takes more room than there is',
      {
        Tags: Array.from({ length: 40 }, (_, at) => ({
          Key: `k${at}`,
          Value: randomBytes(60).toString('hex'),
        })),
        Policy: JSON.stringify(allowing('iam:GetRole')),
      },
      {
        code: 'PackedPolicyTooLarge',
        message: expect.stringMatching(
          /^Packed policy consumes \d{3}% of allotted space, please use smaller policy\.$/,
        ),
      },
    ],
  ])('is refused when it %s', async (_, input, refused) => {
    const { iam, RoleArn, rootOf, key } = await openWithRole();
    const user = { ...rootOf(MAIN), principal: await whoSigns(iam, key) };
    const asked = { RoleArn, RoleSessionName: 's1', ...input };
    await expect(iam.execute('AssumeRole', asked, user)).rejects.toMatchObject(refused);
  });

  it('of 2048 characters is taken, and the room it takes is told', async () => {
    const { assume } = await openWithRole();
    const room = 2048 - JSON.stringify({ ...allowing('iam:GetRole'), Id: '' }).length;
    const Policy = JSON.stringify({ ...allowing('iam:GetRole'), Id: 'i'.repeat(room) });
    expect(Policy).toHaveLength(2048);
    const { PackedPolicySize } = await assume({ Policy });
    expect(PackedPolicySize).toBeGreaterThan(0);
    expect(PackedPolicySize).toBeLessThanOrEqual(100);
  });
});
