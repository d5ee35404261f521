// Managed policies attached to users, groups and roles, and boundaries of users and roles.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, openIam, stranger } from './open-iam.js';
import { allowing } from './policy-text.js';
import { trust } from './trust-document.js';

const ACCOUNT = 'arn:aws:iam::123456789012';
const NOTES = `${ACCOUNT}:policy/ops/Notes`;
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

let iam: Iam;
beforeEach(async () => {
  iam = openIam({
    quotas: {
      AttachedPoliciesPerUserQuota: 2,
      AttachedPoliciesPerGroupQuota: 2,
      AttachedPoliciesPerRoleQuota: 2,
    },
  });
  const Tags = [{ Key: 'team', Value: 'red' }];
  await iam.execute('CreateUser', { UserName: 'holder', Path: '/it/', Tags }, alice);
  await iam.execute('CreateGroup', { GroupName: 'holder', Path: '/it/' }, alice);
  await iam.execute(
    'CreateRole',
    { RoleName: 'holder', Path: '/it/', Tags, AssumeRolePolicyDocument: trust() },
    alice,
  );
  for (const PolicyName of ['Notes', 'Archive', 'zeal']) {
    const input = { PolicyName, Path: '/ops/', PolicyDocument: allowing() };
    await iam.execute('CreatePolicy', input, alice);
  }
});

const count = async (PolicyArn: string) => {
  const { Policy } = await iam.execute('GetPolicy', { PolicyArn }, alice);
  return [Policy?.AttachmentCount, Policy?.PermissionsBoundaryUsageCount];
};

describe.each(['User', 'Group', 'Role'] as const)('a managed policy and a %s', (kind) => {
  const named = (name: string) => ({ [`${kind}Name`]: name }) as never as { UserName: string };
  const attach = (PolicyArn: string, name = 'HOLDER', caller = alice) =>
    iam.execute(`Attach${kind}Policy` as 'AttachUserPolicy', { ...named(name), PolicyArn }, caller);
  const detach = (PolicyArn: string, name = 'holder') =>
    iam.execute(`Detach${kind}Policy` as 'DetachUserPolicy', { ...named(name), PolicyArn }, alice);
  const list = (more: object = {}, name = 'holder') =>
    iam.execute(
      `ListAttached${kind}Policies` as 'ListAttachedUserPolicies',
      { ...named(name), ...more },
      alice,
    );
  const attached = async (more: object = {}) =>
    (await list(more)).AttachedPolicies?.map(({ PolicyName }) => PolicyName);

  it('are attached, once, and detached', async () => {
    expect(await list()).toEqual({ AttachedPolicies: [], IsTruncated: false });
    expect(await attach(NOTES)).toBeUndefined();
    await attach(NOTES);
    expect(await list()).toEqual({
      AttachedPolicies: [{ PolicyName: 'Notes', PolicyArn: NOTES }],
      IsTruncated: false,
    });
    expect(await count(NOTES)).toEqual([1, 0]);
    await detach(NOTES);
    expect(await attached()).toEqual([]);
    expect(await count(NOTES)).toEqual([0, 0]);
  });

  it('are listed by name, under a path, in pages', async () => {
    await attach(READ_ONLY);
    await attach(`${ACCOUNT}:policy/ops/zeal`);
    expect(await attached()).toEqual(['ReadOnlyAccess', 'zeal']);
    expect(await attached({ PathPrefix: '/ops/' })).toEqual(['zeal']);
    const { Marker, IsTruncated } = await list({ MaxItems: 1 });
    expect(IsTruncated).toBe(true);
    expect(await attached({ MaxItems: 1, Marker })).toEqual(['zeal']);
  });

  it('are refused beyond the quota, but for one that is attached', async () => {
    await attach(NOTES);
    await attach(READ_ONLY);
    await attach(NOTES);
    await expect(attach(`${ACCOUNT}:policy/ops/zeal`)).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: `Cannot exceed quota for PoliciesPer${kind}: 2`,
    });
  });

  it.each([
    [
      `${ACCOUNT}:policy/none`,
      'NoSuchEntity',
      `Policy ${ACCOUNT}:policy/none does not exist or is not attachable.`,
    ],
    [
      'arn:aws:iam::aws:policy/None',
      'NoSuchEntity',
      'Policy arn:aws:iam::aws:policy/None does not exist or is not attachable.',
    ],
    ['longpolicynamebutnoarn', 'ValidationError', 'ARN longpolicynamebutnoarn is not valid.'],
  ])('are refused where the policy is %s', async (arn, code, message) => {
    await expect(attach(arn)).rejects.toMatchObject({ code, message });
  });

  it('are refused where the policy is of another account', async () => {
    await iam.execute(
      `Create${kind}` as 'CreateUser',
      {
        ...named('holder'),
        ...(kind === 'Role' && { AssumeRolePolicyDocument: trust() }),
      },
      stranger,
    );
    await expect(attach(NOTES, 'holder', stranger)).rejects.toMatchObject({
      code: 'NoSuchEntity',
    });
  });

  it('are not detached where they are not attached', async () => {
    await expect(detach(NOTES)).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: `Policy ${NOTES} was not found.`,
    });
  });

  it('are refused where there is no such holder', async () => {
    const refusal = {
      code: 'NoSuchEntity',
      message: `The ${kind.toLowerCase()} with name nobody cannot be found.`,
    };
    await expect(attach(NOTES, 'nobody')).rejects.toMatchObject(refusal);
    await expect(detach(NOTES, 'nobody')).rejects.toMatchObject(refusal);
    await expect(list({}, 'nobody')).rejects.toMatchObject(refusal);
  });

  it('keep the holder from being deleted', async () => {
    await attach(NOTES);
    const remove = () => iam.execute(`Delete${kind}` as 'DeleteUser', named('holder'), alice);
    await expect(remove()).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must detach all policies first.',
    });
    await detach(NOTES);
    await remove();
  });

  it('are demanded with the ARN of both, and the boundary that the holder has', async () => {
    if (kind !== 'Group') await putBoundary(kind, READ_ONLY);
    const input = { ...named('HOLDER'), PolicyArn: NOTES };
    const demand = {
      resource: `${ACCOUNT}:${kind.toLowerCase()}/it/holder`,
      context: [
        ['iam:PolicyARN', NOTES],
        ...(kind === 'Group' ? [] : [['iam:PermissionsBoundary', READ_ONLY]]),
      ],
      ...(kind !== 'Group' && { tags: { team: 'red' } }),
    };
    for (const verb of ['Attach', 'Detach']) {
      const name = `${verb}${kind}Policy` as 'AttachUserPolicy';
      expect(await iam.demands(name, input, alice)).toEqual([{ action: `iam:${name}`, ...demand }]);
    }
    const name = `ListAttached${kind}Policies` as 'ListAttachedUserPolicies';
    expect(await iam.demands(name, named('holder'), alice)).toMatchObject([
      { action: `iam:${name}`, resource: demand.resource, context: [] },
    ]);
  });
});

const putBoundary = (kind: 'User' | 'Role', PermissionsBoundary: string, name = 'HOLDER') =>
  iam.execute(
    `Put${kind}PermissionsBoundary` as 'PutUserPermissionsBoundary',
    { [`${kind}Name`]: name, PermissionsBoundary } as never,
    alice,
  );

describe.each(['User', 'Role'] as const)('the boundary of a %s', (kind) => {
  const named = (name: string) => ({ [`${kind}Name`]: name }) as never;
  const boundary = async () =>
    kind === 'User'
      ? (await iam.execute('GetUser', { UserName: 'holder' }, alice)).User
      : (await iam.execute('GetRole', { RoleName: 'holder' }, alice)).Role;
  const remove = (name = 'holder') =>
    iam.execute(
      `Delete${kind}PermissionsBoundary` as 'DeleteUserPermissionsBoundary',
      named(name),
      alice,
    );

  it('is put, replaced, and taken away', async () => {
    expect(await putBoundary(kind, READ_ONLY)).toBeUndefined();
    await putBoundary(kind, NOTES);
    expect(await boundary()).toMatchObject({
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: NOTES,
      },
    });
    expect(await count(READ_ONLY)).toEqual([0, 0]);
    expect(await count(NOTES)).toEqual([0, 1]);
    expect(await remove()).toBeUndefined();
    expect(await boundary()).not.toHaveProperty('PermissionsBoundary');
    expect(await count(NOTES)).toEqual([0, 0]);
    await remove();
  });

  it.each([
    [
      `${ACCOUNT}:policy/none`,
      'NoSuchEntity',
      `Scope ARN: ${ACCOUNT}:policy/none does not exist or is not attachable.`,
    ],
    [
      `${ACCOUNT}:not_a_policy/invalid`,
      'InvalidInput',
      `ARN ${ACCOUNT}:not_a_policy/invalid is not valid.`,
    ],
  ])('is not %s', async (arn, code, message) => {
    await expect(putBoundary(kind, arn)).rejects.toMatchObject({ code, message });
    const create = iam.execute(
      `Create${kind}` as 'CreateUser',
      {
        [`${kind}Name`]: 'fresh',
        PermissionsBoundary: arn,
        ...(kind === 'Role' && { AssumeRolePolicyDocument: trust() }),
      } as never,
      alice,
    );
    await expect(create).rejects.toMatchObject({ code, message });
  });

  it('is refused where there is no such holder', async () => {
    const refusal = {
      code: 'NoSuchEntity',
      message: `The ${kind.toLowerCase()} with name nobody cannot be found.`,
    };
    await expect(putBoundary(kind, NOTES, 'nobody')).rejects.toMatchObject(refusal);
    await expect(remove('nobody')).rejects.toMatchObject(refusal);
  });

  it('is demanded as it will be when it is put, as it is when it is taken away', async () => {
    await putBoundary(kind, READ_ONLY);
    const demand = {
      resource: `${ACCOUNT}:${kind.toLowerCase()}/it/holder`,
      tags: { team: 'red' },
    };
    const put = `Put${kind}PermissionsBoundary` as 'PutUserPermissionsBoundary';
    const input = { [`${kind}Name`]: 'holder', PermissionsBoundary: NOTES } as never;
    expect(await iam.demands(put, input, alice)).toEqual([
      { action: `iam:${put}`, ...demand, context: [['iam:PermissionsBoundary', NOTES]] },
    ]);
    const take = `Delete${kind}PermissionsBoundary` as 'DeleteUserPermissionsBoundary';
    expect(await iam.demands(take, named('holder'), alice)).toEqual([
      { action: `iam:${take}`, ...demand, context: [['iam:PermissionsBoundary', READ_ONLY]] },
    ]);
  });
});

describe('ListEntitiesForPolicy', () => {
  const ids = {
    group: { GroupName: 'holder', GroupId: expect.stringMatching(/^AGPA/) },
    role: { RoleName: 'holder', RoleId: expect.stringMatching(/^AROA/) },
    user: { UserName: 'holder', UserId: expect.stringMatching(/^AIDA/) },
  };
  const list = (more: object = {}, PolicyArn = NOTES) =>
    iam.execute('ListEntitiesForPolicy', { PolicyArn, ...more }, alice);
  beforeEach(async () => {
    await iam.execute('AttachGroupPolicy', { GroupName: 'holder', PolicyArn: NOTES }, alice);
    await iam.execute('AttachRolePolicy', { RoleName: 'holder', PolicyArn: NOTES }, alice);
    await putBoundary('User', NOTES);
  });

  it('names each whom the policy binds once, by kind', async () => {
    await putBoundary('Role', NOTES);
    expect(await list()).toEqual({
      PolicyGroups: [ids.group],
      PolicyRoles: [ids.role],
      PolicyUsers: [ids.user],
      IsTruncated: false,
    });
  });

  it.each<[object, (keyof typeof ids)[]]>([
    [{ EntityFilter: 'Group' }, ['group']],
    [{ EntityFilter: 'Role' }, ['role']],
    [{ EntityFilter: 'User' }, ['user']],
    [{ EntityFilter: 'AWSManagedPolicy' }, []],
    [{ PolicyUsageFilter: 'PermissionsPolicy' }, ['group', 'role']],
    [{ PolicyUsageFilter: 'PermissionsBoundary' }, ['user']],
    [{ EntityFilter: 'Role', PolicyUsageFilter: 'PermissionsBoundary' }, []],
    [{ PathPrefix: '/it/' }, ['group', 'role', 'user']],
    [{ PathPrefix: '/hr/' }, []],
  ])('filtered by %j names the %j', async (filter, kinds) => {
    const named = (kind: keyof typeof ids) => (kinds.includes(kind) ? [ids[kind]] : []);
    expect(await list(filter)).toEqual({
      PolicyGroups: named('group'),
      PolicyRoles: named('role'),
      PolicyUsers: named('user'),
      IsTruncated: false,
    });
  });

  it('goes from kind to kind in pages', async () => {
    const first = await list({ MaxItems: 1 });
    expect(first).toMatchObject({ PolicyGroups: [ids.group], PolicyRoles: [], PolicyUsers: [] });
    const second = await list({ MaxItems: 1, Marker: first.Marker });
    expect(second).toMatchObject({ PolicyGroups: [], PolicyRoles: [ids.role], PolicyUsers: [] });
    const third = await list({ MaxItems: 1, Marker: second.Marker });
    expect(third).toEqual({
      PolicyGroups: [],
      PolicyRoles: [],
      PolicyUsers: [ids.user],
      IsTruncated: false,
    });
  });

  it('names those of the account alone for a policy of the deployment', async () => {
    await iam.execute('CreateUser', { UserName: 'dave' }, stranger);
    const input = { UserName: 'dave', PolicyArn: READ_ONLY };
    await iam.execute('AttachUserPolicy', input, stranger);
    expect(await list({}, READ_ONLY)).toMatchObject({ PolicyUsers: [] });
    expect(await count(READ_ONLY)).toEqual([0, 0]);
  });
});
