// Instance profiles, through the domain's door.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, NOW, openIam, stranger } from './open-iam.js';
import { trust } from './trust-document.js';

const ARN = 'arn:aws:iam::123456789012:instance-profile/';
const ROLE_ARN = 'arn:aws:iam::123456789012:role/ci/builder';

describe('an instance profile', () => {
  let iam: Iam;
  beforeEach(async () => {
    iam = openIam({ quotas: { InstanceProfilesQuota: 3 } });
    const input = { RoleName: 'builder', Path: '/ci/', AssumeRolePolicyDocument: trust() };
    await iam.execute('CreateRole', input, alice);
  });
  const create = async (InstanceProfileName: string, more: object = {}) => {
    const input = { InstanceProfileName, ...more };
    return (await iam.execute('CreateInstanceProfile', input, alice)).InstanceProfile;
  };
  const get = async (InstanceProfileName: string) =>
    (await iam.execute('GetInstanceProfile', { InstanceProfileName }, alice)).InstanceProfile;
  const add = (InstanceProfileName: string, RoleName = 'builder') =>
    iam.execute('AddRoleToInstanceProfile', { InstanceProfileName, RoleName }, alice);
  const remove = (InstanceProfileName: string, RoleName = 'builder') =>
    iam.execute('RemoveRoleFromInstanceProfile', { InstanceProfileName, RoleName }, alice);
  const made = {
    Arn: `${ARN}ci/Build`,
    CreateDate: NOW,
    InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
    InstanceProfileName: 'Build',
    Path: '/ci/',
    Roles: [],
  };
  const role = {
    Arn: ROLE_ARN,
    AssumeRolePolicyDocument: trust(),
    CreateDate: NOW,
    Path: '/ci/',
    RoleId: expect.stringMatching(/^AROA/),
    RoleName: 'builder',
  };

  it('is made without a role, and shown with the tags it has', async () => {
    expect(await create('Build', { Path: '/ci/' })).toEqual(made);
    expect(await get('BUILD')).toEqual({ ...made, Tags: [] });
    const Tags = [{ Key: 'team', Value: 'red' }];
    expect(await create('tagged', { Tags })).toMatchObject({ Path: '/', Tags });
  });

  it('has a name that stands once, and a quota', async () => {
    await create('Build');
    await expect(create('BUILD')).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'Instance Profile BUILD already exists.',
    });
    await create('two');
    await create('three');
    await expect(create('four')).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for InstanceProfilesPerAccount: 3',
    });
  });

  it('has one role, which neither is deleted meanwhile nor lets it be', async () => {
    await create('Build', { Path: '/ci/' });
    expect(await add('build', 'BUILDER')).toBeUndefined();
    expect(await get('Build')).toEqual({ ...made, Roles: [role], Tags: [] });
    await expect(add('Build')).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    });
    const held = {
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must remove roles from instance profile first.',
    };
    const deleteRole = () => iam.execute('DeleteRole', { RoleName: 'builder' }, alice);
    const deleteProfile = () =>
      iam.execute('DeleteInstanceProfile', { InstanceProfileName: 'Build' }, alice);
    await expect(deleteRole()).rejects.toMatchObject(held);
    await expect(deleteProfile()).rejects.toMatchObject(held);
    expect(await remove('Build')).toBeUndefined();
    expect(await get('Build')).toMatchObject({ Roles: [] });
    await deleteRole();
    expect(await deleteProfile()).toBeUndefined();
    await expect(get('Build')).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('does not lose a role that it has not', async () => {
    await create('Build');
    await expect(remove('build')).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: 'Role builder in Instance Profile Build cannot be found.',
    });
  });

  it('is listed by name, under a path, by role, in pages, without its tags', async () => {
    await create('b', { Path: '/ci/', Tags: [{ Key: 'team', Value: 'red' }] });
    await create('A', { Path: '/ci/' });
    await create('c');
    await add('b');
    await add('c');
    const list = async (input: object) => {
      const { InstanceProfiles } = await iam.execute('ListInstanceProfiles', input, alice);
      return InstanceProfiles.map((each) => each.InstanceProfileName);
    };
    const ofRole = (more: object = {}) =>
      iam.execute('ListInstanceProfilesForRole', { RoleName: 'builder', ...more }, alice);
    expect(await list({})).toEqual(['A', 'b', 'c']);
    expect(await list({ PathPrefix: '/ci/' })).toEqual(['A', 'b']);
    const { Marker } = await iam.execute('ListInstanceProfiles', { MaxItems: 2 }, alice);
    expect(await list({ MaxItems: 2, Marker })).toEqual(['c']);
    expect(await iam.execute('ListInstanceProfiles', {}, stranger)).toMatchObject({
      InstanceProfiles: [],
    });
    expect(await ofRole()).toMatchObject({
      InstanceProfiles: [{ InstanceProfileName: 'b', Roles: [role] }, { InstanceProfileName: 'c' }],
    });
    expect((await ofRole()).InstanceProfiles[0]).not.toHaveProperty('Tags');
    const first = await ofRole({ MaxItems: 1 });
    expect(await ofRole({ MaxItems: 1, Marker: first.Marker })).toMatchObject({
      InstanceProfiles: [{ InstanceProfileName: 'c' }],
    });
  });

  it('is tagged, listed by key, and untagged', async () => {
    const InstanceProfileName = 'build';
    await create('Build');
    const Tags = [
      { Key: 'b', Value: '1' },
      { Key: 'a', Value: '' },
    ];
    await iam.execute('TagInstanceProfile', { InstanceProfileName, Tags }, alice);
    expect(await iam.execute('ListInstanceProfileTags', { InstanceProfileName }, alice)).toEqual({
      Tags: Tags.toReversed(),
      IsTruncated: false,
    });
    const page = { InstanceProfileName, MaxItems: 1 };
    expect(await iam.execute('ListInstanceProfileTags', page, alice)).toMatchObject({
      IsTruncated: true,
      Tags: [{ Key: 'a' }],
    });
    const TagKeys = ['a'];
    await iam.execute('UntagInstanceProfile', { InstanceProfileName, TagKeys }, alice);
    expect((await get('Build')).Tags).toEqual([{ Key: 'b', Value: '1' }]);
  });

  const pass = {
    action: 'iam:PassRole',
    resource: ROLE_ARN,
    context: [['iam:PassedToService', 'ec2.amazonaws.com']],
    tags: {},
  };
  const operations = [
    ['GetInstanceProfile', {}, []],
    ['DeleteInstanceProfile', {}, []],
    ['AddRoleToInstanceProfile', { RoleName: 'builder' }, [], [pass]],
    ['RemoveRoleFromInstanceProfile', { RoleName: 'builder' }, []],
    [
      'TagInstanceProfile',
      { Tags: [{ Key: 'env', Value: 'x' }] },
      [
        ['aws:RequestTag/env', 'x'],
        ['aws:TagKeys', ['env']],
      ],
    ],
    ['UntagInstanceProfile', { TagKeys: ['env'] }, [['aws:TagKeys', ['env']]]],
    ['ListInstanceProfileTags', {}, []],
  ] as const;

  it.each(operations)('is demanded by %s, and refused when it is not there', async (...row) => {
    const [name, more, context, others = []] = row;
    await create('Build', { Path: '/ci/', Tags: [{ Key: 'team', Value: 'red' }] });
    const demands = (InstanceProfileName: string) =>
      iam.demands(name, { InstanceProfileName, ...more } as never, alice);
    const demand = { action: `iam:${name}`, context };
    expect(await demands('build')).toEqual([
      { ...demand, resource: `${ARN}ci/Build`, tags: { team: 'red' } },
      ...others,
    ]);
    expect(await demands('none')).toEqual([
      { ...demand, resource: `${ARN}none`, tags: {} },
      ...others,
    ]);
    const input = { InstanceProfileName: 'none', ...more } as never;
    await expect(iam.execute(name, input, alice)).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: 'Instance Profile none cannot be found.',
    });
  });

  it('takes no role that is not there, and demands to pass it by the ARN it would have', async () => {
    await create('Build');
    const refusal = {
      code: 'NoSuchEntity',
      message: 'The role with name nobody cannot be found.',
    };
    await expect(add('Build', 'nobody')).rejects.toMatchObject(refusal);
    await expect(remove('Build', 'nobody')).rejects.toMatchObject(refusal);
    const input = { InstanceProfileName: 'Build', RoleName: 'nobody' };
    expect(await iam.demands('AddRoleToInstanceProfile', input, alice)).toMatchObject([
      { action: 'iam:AddRoleToInstanceProfile' },
      { action: 'iam:PassRole', resource: 'arn:aws:iam::123456789012:role/nobody' },
    ]);
  });

  it('is demanded when it is made, with the ARN it will have, and listed by path and by role', async () => {
    const Tags = [{ Key: 'env', Value: 'x' }];
    const input = { InstanceProfileName: 'New', Path: '/ci/', Tags };
    expect(await iam.demands('CreateInstanceProfile', input, alice)).toEqual([
      {
        action: 'iam:CreateInstanceProfile',
        resource: `${ARN}ci/New`,
        context: [
          ['aws:RequestTag/env', 'x'],
          ['aws:TagKeys', ['env']],
        ],
      },
    ]);
    const path = { PathPrefix: '/ci/' };
    expect(await iam.demands('ListInstanceProfiles', path, alice)).toMatchObject([
      { action: 'iam:ListInstanceProfiles', resource: `${ARN}ci/` },
    ]);
    const ofRole = { RoleName: 'builder' };
    expect(await iam.demands('ListInstanceProfilesForRole', ofRole, alice)).toMatchObject([
      { action: 'iam:ListInstanceProfilesForRole', resource: ROLE_ARN },
    ]);
  });
});
