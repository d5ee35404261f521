// Roles, through the domain's door.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, NOW, openIam, stranger } from './open-iam.js';
import { trust } from './trust-document.js';

const ARN = 'arn:aws:iam::123456789012:role/';
const unknown = { code: 'NoSuchEntity', message: 'The role with name nobody cannot be found.' };
const ReadOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

describe('a role', () => {
  let iam: Iam;
  beforeEach(() => {
    iam = openIam({ quotas: { RolesQuota: 3 } });
  });
  const create = async (RoleName: string, more: object = {}) => {
    const input = { RoleName, AssumeRolePolicyDocument: trust(), ...more };
    return (await iam.execute('CreateRole', input, alice)).Role;
  };
  const get = async (RoleName: string) => (await iam.execute('GetRole', { RoleName }, alice)).Role;
  const made = {
    Arn: `${ARN}ops/Deployer`,
    AssumeRolePolicyDocument: trust(),
    CreateDate: NOW,
    Path: '/ops/',
    RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
    RoleName: 'Deployer',
  };
  const whole = {
    Path: '/ops/',
    Description: 'deploys',
    MaxSessionDuration: 7200,
    PermissionsBoundary: ReadOnly,
    Tags: [{ Key: 'team', Value: 'red' }],
  };

  it('keeps its trust policy when the next one is longer than the quota', async () => {
    await create('Deployer');
    const long = JSON.stringify({ ...JSON.parse(trust()), Id: 'i'.repeat(2048) });
    const update = { RoleName: 'Deployer', PolicyDocument: long };
    await expect(iam.execute('UpdateAssumeRolePolicy', update, alice)).rejects.toMatchObject({
      ...{ code: 'LimitExceeded', message: 'Cannot exceed quota for ACLSizePerRole: 2048' },
    });
    expect((await get('Deployer'))?.AssumeRolePolicyDocument).toBe(trust());
  });

  it('is answered when it is made without its description and durations', async () => {
    expect(await create('Deployer', whole)).toEqual({
      ...made,
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: ReadOnly,
      },
      Tags: [{ Key: 'team', Value: 'red' }],
    });
  });

  it('is shown whole, and in lists without tags, boundary and last use', async () => {
    const { PermissionsBoundary, Tags } = await create('Deployer', whole);
    const listed = { ...made, Description: 'deploys', MaxSessionDuration: 7200 };
    expect(await get('DEPLOYER')).toEqual({
      ...listed,
      PermissionsBoundary,
      Tags,
      RoleLastUsed: {},
    });
    expect(await iam.execute('ListRoles', {}, alice)).toEqual({
      Roles: [listed],
      IsTruncated: false,
    });
  });

  it('has AWS’s defaults, and no member that it has not', async () => {
    expect(await create('plain')).toEqual({
      ...made,
      Arn: `${ARN}plain`,
      Path: '/',
      RoleName: 'plain',
    });
    expect(await get('plain')).toMatchObject({ MaxSessionDuration: 3600, RoleLastUsed: {} });
    expect(await get('plain')).not.toHaveProperty('Tags');
  });

  it.each<[string, object, object]>([
    [
      'a name that stands in another case',
      { RoleName: 'TAKEN' },
      { code: 'EntityAlreadyExists', message: 'Role with name TAKEN already exists.' },
    ],
    [
      'a trust policy that is none',
      { AssumeRolePolicyDocument: 'not valid json' },
      { code: 'MalformedPolicyDocument', message: 'This policy contains invalid Json' },
    ],
    [
      'a trust policy that is too long, white space aside',
      { AssumeRolePolicyDocument: trust({ Service: Array(90).fill('a'.repeat(20)) }) },
      { code: 'LimitExceeded', message: 'Cannot exceed quota for ACLSizePerRole: 2048' },
    ],
    [
      'a boundary that is no policy',
      { PermissionsBoundary: 'arn:aws:iam::123456789012:not_a_policy/invalid' },
      {
        code: 'InvalidInput',
        message: 'ARN arn:aws:iam::123456789012:not_a_policy/invalid is not valid.',
      },
    ],
    [
      'a boundary that is not there',
      { PermissionsBoundary: 'arn:aws:iam::123456789012:policy/none' },
      {
        code: 'NoSuchEntity',
        message:
          'Scope ARN: arn:aws:iam::123456789012:policy/none does not exist or is not attachable.',
      },
    ],
    [
      'tags that are one in another case',
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'A', Value: '2' },
        ],
      },
      { code: 'InvalidInput' },
    ],
  ])('is not made with %s', async (_, input, refusal) => {
    await create('taken');
    await expect(create('fresh', input)).rejects.toMatchObject(refusal);
    await expect(get('fresh')).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('may have a trust policy that is long by white space alone', async () => {
    const document = trust() + ' '.repeat(5000);
    expect(await create('wide', { AssumeRolePolicyDocument: document })).toMatchObject({
      AssumeRolePolicyDocument: document,
    });
  });

  it('is refused beyond the quota', async () => {
    for (const name of ['one', 'two', 'three']) await create(name);
    await expect(create('four')).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for RolesPerAccount: 3',
    });
  });

  it('is nobody in another account', async () => {
    await create('mine');
    const found = iam.execute('GetRole', { RoleName: 'mine' }, stranger);
    await expect(found).rejects.toMatchObject({ code: 'NoSuchEntity' });
    expect((await iam.execute('ListRoles', {}, stranger)).Roles).toEqual([]);
  });

  it('is listed by name, whatever its case, under a path, in pages', async () => {
    await create('b', { Path: '/ops/' });
    await create('A', { Path: '/ops/eu/' });
    await create('c');
    const names = async (input: object) =>
      (await iam.execute('ListRoles', input, alice)).Roles.map(({ RoleName }) => RoleName);
    expect(await names({})).toEqual(['A', 'b', 'c']);
    expect(await names({ PathPrefix: '/ops/' })).toEqual(['A', 'b']);
    expect(await names({ PathPrefix: '/none/' })).toEqual([]);
    const { Marker, IsTruncated } = await iam.execute('ListRoles', { MaxItems: 2 }, alice);
    expect(IsTruncated).toBe(true);
    expect(await names({ MaxItems: 2, Marker })).toEqual(['c']);
  });

  it('keeps what an update does not name', async () => {
    await create('Deployer', whole);
    const before = await get('Deployer');
    expect(await iam.execute('UpdateRole', { RoleName: 'deployer' }, alice)).toEqual({});
    expect(await get('Deployer')).toEqual(before);
    await iam.execute(
      'UpdateRole',
      { RoleName: 'Deployer', Description: '', MaxSessionDuration: 43_200 },
      alice,
    );
    expect(await get('Deployer')).toEqual({
      ...before,
      Description: '',
      MaxSessionDuration: 43_200,
    });
  });

  it('gets another description', async () => {
    await create('Deployer', whole);
    const input = { RoleName: 'Deployer', Description: 'rolls out' };
    expect(await iam.execute('UpdateRoleDescription', input, alice)).toEqual({
      Role: { ...made, Description: 'rolls out' },
    });
    expect(await get('Deployer')).toMatchObject({ Description: 'rolls out' });
  });

  it('gets another trust policy, or keeps the one it has when that is none', async () => {
    await create('Deployer');
    const PolicyDocument = trust({ Service: 'notes.example.com' });
    const update = (document: string) =>
      iam.execute(
        'UpdateAssumeRolePolicy',
        { RoleName: 'Deployer', PolicyDocument: document },
        alice,
      );
    await update(PolicyDocument);
    await expect(update('{}')).rejects.toMatchObject({ code: 'MalformedPolicyDocument' });
    expect(await get('Deployer')).toMatchObject({ AssumeRolePolicyDocument: PolicyDocument });
  });

  it('is tagged, listed by key, and untagged', async () => {
    await create('Deployer', whole);
    const RoleName = 'Deployer';
    await iam.execute('TagRole', { RoleName, Tags: [{ Key: 'env', Value: '' }] }, alice);
    expect(await iam.execute('ListRoleTags', { RoleName }, alice)).toEqual({
      Tags: [
        { Key: 'env', Value: '' },
        { Key: 'team', Value: 'red' },
      ],
      IsTruncated: false,
    });
    const page = await iam.execute('ListRoleTags', { RoleName, MaxItems: 1 }, alice);
    expect(page).toMatchObject({ IsTruncated: true, Tags: [{ Key: 'env' }] });
    await iam.execute('UntagRole', { RoleName, TagKeys: ['TEAM', 'none'] }, alice);
    expect((await get(RoleName)).Tags).toEqual([{ Key: 'env', Value: '' }]);
  });

  it('is gone when it is deleted, and another one when it is made again', async () => {
    const { RoleId } = await create('Deployer');
    expect(await iam.execute('DeleteRole', { RoleName: 'deployer' }, alice)).toBeUndefined();
    await expect(get('Deployer')).rejects.toMatchObject({ code: 'NoSuchEntity' });
    expect((await create('Deployer')).RoleId).not.toBe(RoleId);
  });

  it.each([
    ['GetRole', {}],
    ['UpdateRole', {}],
    ['UpdateRoleDescription', { Description: '' }],
    ['UpdateAssumeRolePolicy', { PolicyDocument: trust() }],
    ['TagRole', { Tags: [] }],
    ['UntagRole', { TagKeys: [] }],
    ['ListRoleTags', {}],
    ['DeleteRole', {}],
  ] as const)('is named by %s, or it is refused', async (operation, more) => {
    const input = { RoleName: 'nobody', ...more } as never;
    await expect(iam.execute(operation, input, alice)).rejects.toMatchObject(unknown);
  });

  const tags = { team: 'red' };
  it.each([
    ['GetRole', {}, []],
    ['UpdateRole', {}, []],
    ['UpdateRoleDescription', { Description: '' }, []],
    ['UpdateAssumeRolePolicy', { PolicyDocument: trust() }, []],
    [
      'TagRole',
      { Tags: [{ Key: 'env', Value: 'x' }] },
      [
        ['aws:RequestTag/env', 'x'],
        ['aws:TagKeys', ['env']],
      ],
    ],
    ['UntagRole', { TagKeys: ['env'] }, [['aws:TagKeys', ['env']]]],
    ['ListRoleTags', {}, []],
    ['DeleteRole', {}, []],
  ] as const)('is demanded by %s with its real ARN and its tags', async (name, more, context) => {
    await create('Deployer', whole);
    const input = { RoleName: 'deployer', ...more } as never;
    expect(await iam.demands(name, input, alice)).toEqual([
      { action: `iam:${name}`, resource: `${ARN}ops/Deployer`, context, tags },
    ]);
    const absent = { RoleName: 'nobody', ...more } as never;
    expect(await iam.demands(name, absent, alice)).toEqual([
      { action: `iam:${name}`, resource: `${ARN}nobody`, context, tags: {} },
    ]);
  });

  it('is demanded by CreateRole with the ARN it will have, its tags and its boundary', async () => {
    const input = { RoleName: 'Deployer', AssumeRolePolicyDocument: trust(), ...whole };
    expect(await iam.demands('CreateRole', input, alice)).toEqual([
      {
        action: 'iam:CreateRole',
        resource: `${ARN}ops/Deployer`,
        context: [
          ['iam:PermissionsBoundary', ReadOnly],
          ['aws:RequestTag/team', 'red'],
          ['aws:TagKeys', ['team']],
        ],
      },
    ]);
  });

  it('is demanded by ListRoles as all roles under the path', async () => {
    expect(await iam.demands('ListRoles', { PathPrefix: '/ops/' }, alice)).toMatchObject([
      { action: 'iam:ListRoles', resource: `${ARN}ops/` },
    ]);
  });
});
