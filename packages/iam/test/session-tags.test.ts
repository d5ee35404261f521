// Session tags and source identities, and how they go on along a chain of roles.
import type { InputOf } from '@ostiary/api';
import { describe, expect, it } from 'vitest';
import { proves, type SigningCredentials, whoSigns } from './who-signs.js';
import { credentialsIn, MAIN, openWorld, trusts } from './world.js';

const bob = `arn:aws:iam::${MAIN}:user/bob`;
const actions = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
type Input = Partial<InputOf<'AssumeRole'>>;

/** Roles `first`, which trusts bob, and `second`, which trusts `first`. */
async function openChain(allowed: readonly string[] = actions) {
  const world = await openWorld();
  const { key } = await world.createUser('bob');
  const Tags = [
    { Key: 'Team', Value: 'red' },
    { Key: 'site', Value: 'paris' },
  ];
  const first = await world.createRole('first', trusts(bob, { actions }), { Tags });
  const second = await world.createRole('second', trusts(first.arn, { actions: [...allowed] }));
  const assume = (RoleArn: string, by: SigningCredentials, input: Input = {}) =>
    world.call('AssumeRole', { RoleArn, RoleSessionName: 's1', ...input }, by);
  const assumed = async (input: Input = {}) => credentialsIn(await assume(first.arn, key, input));
  const next = async (by: SigningCredentials, input: Input = {}) =>
    credentialsIn(await assume(second.arn, by, input));
  const tagsOf = async (by: SigningCredentials) =>
    Object.fromEntries((await world.iam.policies(await whoSigns(world.iam, by)))?.tags ?? []);
  return { ...world, key, first, second, assume, assumed, next, tagsOf };
}

describe('session tags', () => {
  it('stand over the tags of the role, whatever the case of their keys', async () => {
    const { assumed, tagsOf } = await openChain();
    expect(await tagsOf(await assumed())).toEqual({ Team: 'red', site: 'paris' });
    const Tags = [{ Key: 'team', Value: 'blue' }];
    expect(await tagsOf(await assumed({ Tags }))).toEqual({ team: 'blue', site: 'paris' });
  });

  it('go on along a chain when they are transitive, and only then', async () => {
    const { assumed, next, tagsOf } = await openChain();
    const Tags = [
      { Key: 'Project', Value: 'moon' },
      { Key: 'Stage', Value: 'test' },
    ];
    const first = await assumed({ Tags, TransitiveTagKeys: ['project'] });
    expect(await tagsOf(await next(first))).toEqual({ Project: 'moon' });
    const more = await next(first, { Tags: [{ Key: 'Stage', Value: 'live' }] });
    expect(await tagsOf(more)).toEqual({ Project: 'moon', Stage: 'live' });
  });

  it.each<[string, Input, string]>([
    [
      'a key twice',
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'A', Value: '2' },
        ],
      },
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [
      'a transitive key without its tag',
      { Tags: [{ Key: 'a', Value: '1' }], TransitiveTagKeys: ['b'] },
      'The specified transitive tag key must be included in the requested tags.',
    ],
    [
      'a reserved key',
      { Tags: [{ Key: 'aws:a', Value: '1' }] },
      'Tag keys that begin with aws: are reserved for AWS use.',
    ],
  ])('are refused with %s', async (_, input, message) => {
    const { assumed } = await openChain();
    const refused = { code: 'InvalidParameterValue', message };
    await expect(assumed(input)).rejects.toMatchObject(refused);
  });

  it('cannot replace a tag that was inherited', async () => {
    const { assumed, next } = await openChain();
    const Tags = [{ Key: 'Project', Value: 'moon' }];
    const first = await assumed({ Tags, TransitiveTagKeys: ['Project'] });
    const other = { Tags: [{ Key: 'project', Value: 'sun' }] };
    await expect(next(first, other)).rejects.toMatchObject({
      code: 'InvalidParameterValue',
      message:
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    });
    await expect(next(first, { Tags: [{ Key: 'stage', Value: 'test' }] })).resolves.toBeDefined();
  });

  it('need sts:TagSession of the role, whether they are passed or inherited', async () => {
    const { assumed, next } = await openChain(['sts:AssumeRole']);
    const Tags = [{ Key: 'Project', Value: 'moon' }];
    const plain = await assumed({ Tags });
    const transitive = await assumed({ Tags, TransitiveTagKeys: ['Project'] });
    await expect(next(plain)).resolves.toBeDefined();
    const refused = { code: 'AccessDenied', message: 'sts:TagSession: implicitDeny' };
    await expect(next(plain, { Tags })).rejects.toMatchObject(refused);
    await expect(next(transitive)).rejects.toMatchObject(refused);
  });

  it('are refused when they are more than is packed, and their size is told when not', async () => {
    const { assume, first, key } = await openChain();
    const tags = (length: number) =>
      Array.from({ length: 50 }, (_, at) => ({
        Key: `key-${at}`,
        Value: Array.from({ length }, (_, i) =>
          String.fromCharCode(97 + ((at * 7 + i * i) % 26)),
        ).join(''),
      }));
    const small = await assume(first.arn, key, { Tags: tags(5) });
    expect(small.PackedPolicySize).toBeGreaterThan(0);
    expect(small.PackedPolicySize).toBeLessThanOrEqual(100);
    expect(await assume(first.arn, key)).not.toHaveProperty('PackedPolicySize');
    const { randomBytes } = await import('node:crypto');
    const large = tags(1).map(({ Key }) => ({ Key, Value: randomBytes(100).toString('hex') }));
    await expect(assume(first.arn, key, { Tags: large })).rejects.toMatchObject({
      code: 'PackedPolicyTooLarge',
      message: expect.stringMatching(
        /^Packed size of session tags consumes \d{3}% of allotted space\.$/,
      ),
    });
  });
});

describe('a source identity', () => {
  it('is answered, shown to policies and kept along a chain', async () => {
    const { iam, assume, first, key, next } = await openChain();
    const answer = await assume(first.arn, key, { SourceIdentity: 'robert' });
    expect(answer.SourceIdentity).toBe('robert');
    const chained = await next(credentialsIn(answer));
    expect((await proves(iam, chained)).context).toContainEqual(['aws:SourceIdentity', 'robert']);
  });

  it('needs sts:SetSourceIdentity of each role in the chain', async () => {
    const { assumed, next } = await openChain(['sts:AssumeRole']);
    const refused = { code: 'AccessDenied', message: 'sts:SetSourceIdentity: implicitDeny' };
    await expect(next(await assumed({ SourceIdentity: 'robert' }))).rejects.toMatchObject(refused);
    await expect(next(await assumed(), { SourceIdentity: 'robert' })).rejects.toMatchObject(
      refused,
    );
    await expect(next(await assumed())).resolves.toBeDefined();
  });

  it('cannot be changed, nor begin with aws:', async () => {
    const { assumed, next } = await openChain();
    const first = await assumed({ SourceIdentity: 'robert' });
    await expect(next(first, { SourceIdentity: 'roberta' })).rejects.toMatchObject({
      code: 'AccessDenied',
    });
    await expect(next(first, { SourceIdentity: 'robert' })).resolves.toBeDefined();
    await expect(assumed({ SourceIdentity: 'aws:robert' })).rejects.toMatchObject({
      code: 'ValidationError',
    });
  });
});
