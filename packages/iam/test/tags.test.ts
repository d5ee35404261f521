// The rules of tags, the same for everything that has them; users stand for the others.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, openIam } from './open-iam.js';

const UserName = 'bob';
const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({ Key: `key-${from + n}`, Value: '' }));

describe('tags', () => {
  let iam: Iam;
  beforeEach(async () => {
    iam = openIam();
    await iam.execute('CreateUser', { UserName, Tags: [{ Key: 'Team', Value: 'red' }] }, alice);
  });
  const tag = (...Tags: { Key: string; Value: string }[]) =>
    iam.execute('TagUser', { UserName, Tags }, alice);
  const tagsOf = async () => (await iam.execute('ListUserTags', { UserName }, alice)).Tags;

  it('are listed by key, whatever the order they came in', async () => {
    await tag({ Key: 'zone', Value: 'a' }, { Key: 'Area', Value: '' });
    expect(await tagsOf()).toEqual([
      { Key: 'Area', Value: '' },
      { Key: 'Team', Value: 'red' },
      { Key: 'zone', Value: 'a' },
    ]);
  });

  it('get a new value under the key they have, in whatever case it is named', async () => {
    await tag({ Key: 'TEAM', Value: 'blue' });
    expect(await tagsOf()).toEqual([{ Key: 'Team', Value: 'blue' }]);
  });

  it('go by key in any case, and a key that is not there does no harm', async () => {
    await iam.execute('UntagUser', { UserName, TagKeys: ['team', 'none'] }, alice);
    expect(await tagsOf()).toEqual([]);
  });

  it('are no member of an entity that has none', async () => {
    await iam.execute('UntagUser', { UserName, TagKeys: ['Team'] }, alice);
    expect((await iam.execute('GetUser', { UserName }, alice)).User).not.toHaveProperty('Tags');
  });

  it('are 50 at most, those that are replaced not counted', async () => {
    await tag(...numbered(49));
    await tag(...numbered(49));
    await expect(tag({ Key: 'one', Value: 'more' })).rejects.toMatchObject({
      code: 'LimitExceeded',
    });
    expect(await tagsOf()).toHaveLength(50);
  });

  it.each([
    [
      'twice',
      ['a', 'a'],
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [
      'twice, in two cases',
      ['a', 'A'],
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    ['that is reserved', ['aws:x'], 'Tag keys that begin with aws: are reserved for AWS use.'],
    [
      'that is reserved, in another case',
      ['AWS:x'],
      'Tag keys that begin with aws: are reserved for AWS use.',
    ],
  ])('are refused with a key %s', async (_, keys, message) => {
    const Tags = keys.map((Key) => ({ Key, Value: '' }));
    const refused = { code: 'InvalidInput', message };
    await expect(tag(...Tags)).rejects.toMatchObject(refused);
    await expect(
      iam.execute('CreateUser', { UserName: 'carol', Tags }, alice),
    ).rejects.toMatchObject(refused);
    expect(await tagsOf()).toEqual([{ Key: 'Team', Value: 'red' }]);
  });

  it('come in pages', async () => {
    await tag({ Key: 'zone', Value: 'a' });
    const first = await iam.execute('ListUserTags', { UserName, MaxItems: 1 }, alice);
    expect(first).toMatchObject({ Tags: [{ Key: 'Team', Value: 'red' }], IsTruncated: true });
    const Marker = first.Marker ?? '';
    expect(await iam.execute('ListUserTags', { UserName, Marker }, alice)).toEqual({
      Tags: [{ Key: 'zone', Value: 'a' }],
      IsTruncated: false,
    });
  });

  it('are what conditions on the request and on the user see', async () => {
    const Tags = [{ Key: 'zone', Value: 'a' }];
    expect(await iam.demands('TagUser', { UserName, Tags }, alice)).toEqual([
      {
        action: 'iam:TagUser',
        resource: 'arn:aws:iam::123456789012:user/bob',
        context: [
          ['aws:RequestTag/zone', 'a'],
          ['aws:TagKeys', ['zone']],
        ],
        tags: { Team: 'red' },
      },
    ]);
    expect(await iam.demands('UntagUser', { UserName, TagKeys: ['Team'] }, alice)).toMatchObject([
      { action: 'iam:UntagUser', context: [['aws:TagKeys', ['Team']]], tags: { Team: 'red' } },
    ]);
  });
});
