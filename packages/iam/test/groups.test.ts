// Groups and who is in them, through the domain's door.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, openIam } from './open-iam.js';

const ARN = 'arn:aws:iam::123456789012:group/';

describe('a group', () => {
  let iam: Iam;
  beforeEach(async () => {
    iam = openIam({ quotas: { GroupsQuota: 4, GroupsPerUserQuota: 2 } });
    await iam.execute('CreateUser', { UserName: 'bob' }, alice);
    await iam.execute('CreateUser', { UserName: 'carol' }, alice);
    await iam.execute('CreateGroup', { GroupName: 'Ops', Path: '/it/' }, alice);
    await iam.execute('CreateGroup', { GroupName: 'dev' }, alice);
  });
  const get = (GroupName: string) => iam.execute('GetGroup', { GroupName }, alice);
  const add = (UserName: string, GroupName: string) =>
    iam.execute('AddUserToGroup', { UserName, GroupName }, alice);

  it('is made with the ARN of its account and path', async () => {
    const { Group } = await iam.execute('CreateGroup', { GroupName: 'hr', Path: '/a/' }, alice);
    expect(Group).toEqual({
      Arn: `${ARN}a/hr`,
      CreateDate: new Date('2026-11-24T12:00:00Z'),
      GroupId: expect.stringMatching(/^AGPA[A-Z2-7]{17}$/),
      GroupName: 'hr',
      Path: '/a/',
    });
  });

  it('is found in any case and shown as it was made, with nobody in it', async () => {
    const answer = await get('OPS');
    expect(answer).toMatchObject({ Group: { GroupName: 'Ops' }, Users: [], IsTruncated: false });
  });

  it('has a name that stands once, whatever its case', async () => {
    await expect(iam.execute('CreateGroup', { GroupName: 'OPS' }, alice)).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'Group with name OPS already exists.',
    });
    await expect(
      iam.execute('UpdateGroup', { GroupName: 'dev', NewGroupName: 'OPS' }, alice),
    ).rejects.toMatchObject({ code: 'EntityAlreadyExists' });
  });

  it('is refused beyond the quota', async () => {
    await iam.execute('CreateGroup', { GroupName: 'three' }, alice);
    await iam.execute('CreateGroup', { GroupName: 'four' }, alice);
    await expect(iam.execute('CreateGroup', { GroupName: 'five' }, alice)).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for GroupsPerAccount: 4',
    });
  });

  it('shares its name with a user in peace', async () => {
    await iam.execute('CreateGroup', { GroupName: 'bob' }, alice);
    expect((await get('bob')).Group.Arn).toBe(`${ARN}bob`);
  });

  it('is listed by name and path', async () => {
    const names = async (PathPrefix?: string) =>
      (await iam.execute('ListGroups', { PathPrefix }, alice)).Groups.map(
        (group) => group.GroupName,
      );
    expect(await names()).toEqual(['dev', 'Ops']);
    expect(await names('/it')).toEqual(['Ops']);
  });

  it('keeps its id and members under another name and path', async () => {
    await add('bob', 'Ops');
    const { Group } = await get('Ops');
    const input = { GroupName: 'ops', NewGroupName: 'Operations', NewPath: '/' };
    await iam.execute('UpdateGroup', input, alice);
    const renamed = await get('operations');
    expect(renamed.Group).toMatchObject({ GroupId: Group.GroupId, Arn: `${ARN}Operations` });
    expect(renamed.Users.map(({ UserName }) => UserName)).toEqual(['bob']);
  });

  it('may be renamed by who may update both', async () => {
    const input = { GroupName: 'Ops', NewGroupName: 'Operations' };
    expect(await iam.demands('UpdateGroup', input, alice)).toEqual([
      { action: 'iam:UpdateGroup', resource: `${ARN}it/Ops`, context: [] },
      { action: 'iam:UpdateGroup', resource: `${ARN}it/Operations`, context: [] },
    ]);
    expect(await iam.demands('UpdateGroup', { GroupName: 'Ops' }, alice)).toHaveLength(1);
  });

  it('takes a user once, however often they are added', async () => {
    await add('bob', 'Ops');
    await add('BOB', 'ops');
    expect((await get('Ops')).Users.map(({ UserName }) => UserName)).toEqual(['bob']);
  });

  it('shows its users in pages', async () => {
    await add('bob', 'Ops');
    await add('carol', 'Ops');
    const first = await iam.execute('GetGroup', { GroupName: 'Ops', MaxItems: 1 }, alice);
    expect(first).toMatchObject({ Group: { GroupName: 'Ops' }, IsTruncated: true });
    const next = { GroupName: 'Ops', MaxItems: 1, Marker: first.Marker };
    const second = await iam.execute('GetGroup', next, alice);
    expect(second).toMatchObject({ Group: { GroupName: 'Ops' }, IsTruncated: false });
    const names = [...first.Users, ...second.Users].map(({ UserName }) => UserName);
    expect(names.sort()).toEqual(['bob', 'carol']);
  });

  it('is one of as many for each user as the quota says, and one they are in is no more', async () => {
    await iam.execute('CreateGroup', { GroupName: 'hr' }, alice);
    await add('bob', 'Ops');
    await add('bob', 'dev');
    await add('bob', 'dev');
    await expect(add('bob', 'hr')).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for GroupsPerUser: 2',
    });
    await add('carol', 'hr');
  });

  it('is listed among the groups of its users, by name and in pages', async () => {
    await add('bob', 'Ops');
    await add('bob', 'dev');
    const list = (input: { MaxItems?: number; Marker?: string | undefined }) =>
      iam.execute('ListGroupsForUser', { UserName: 'bob', ...input }, alice);
    expect((await list({})).Groups.map(({ GroupName }) => GroupName)).toEqual(['dev', 'Ops']);
    const first = await list({ MaxItems: 1 });
    expect(first).toMatchObject({ Groups: [{ GroupName: 'dev' }], IsTruncated: true });
    const second = await list({ MaxItems: 1, Marker: first.Marker });
    expect(second).toMatchObject({ Groups: [{ GroupName: 'Ops' }], IsTruncated: false });
  });

  it('lets a user go, once', async () => {
    await add('bob', 'Ops');
    const input = { GroupName: 'Ops', UserName: 'bob' };
    await iam.execute('RemoveUserFromGroup', input, alice);
    expect((await get('Ops')).Users).toEqual([]);
    await expect(iam.execute('RemoveUserFromGroup', input, alice)).rejects.toMatchObject({
      code: 'NoSuchEntity',
    });
  });

  it('is not deleted while somebody is in it, nor is that user', async () => {
    await add('bob', 'Ops');
    const conflict = {
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must remove users from group first.',
    };
    await expect(iam.execute('DeleteGroup', { GroupName: 'Ops' }, alice)).rejects.toMatchObject(
      conflict,
    );
    await expect(iam.execute('DeleteUser', { UserName: 'bob' }, alice)).rejects.toMatchObject(
      conflict,
    );
    await iam.execute('RemoveUserFromGroup', { GroupName: 'Ops', UserName: 'bob' }, alice);
    await iam.execute('DeleteGroup', { GroupName: 'Ops' }, alice);
    await expect(get('Ops')).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('is made again under the name without those who were in it', async () => {
    await add('bob', 'Ops');
    await iam.execute('UpdateGroup', { GroupName: 'Ops', NewGroupName: 'old' }, alice);
    await iam.execute('CreateGroup', { GroupName: 'Ops' }, alice);
    expect((await get('Ops')).Users).toEqual([]);
  });

  it.each([
    ['GetGroup', { GroupName: 'none' }],
    ['UpdateGroup', { GroupName: 'none' }],
    ['DeleteGroup', { GroupName: 'none' }],
    ['AddUserToGroup', { GroupName: 'none', UserName: 'bob' }],
    ['RemoveUserFromGroup', { GroupName: 'none', UserName: 'bob' }],
  ] as const)(
    'that is not there is none for %s, whose demand does not tell',
    async (name, input) => {
      await expect(iam.execute(name, input, alice)).rejects.toMatchObject({
        code: 'NoSuchEntity',
        message: 'The group with name none cannot be found.',
      });
      expect(await iam.demands(name, input, alice)).toEqual([
        { action: `iam:${name}`, resource: `${ARN}none`, context: [] },
      ]);
    },
  );

  it.each([
    ['AddUserToGroup', { GroupName: 'Ops', UserName: 'nobody' }],
    ['RemoveUserFromGroup', { GroupName: 'Ops', UserName: 'nobody' }],
    ['ListGroupsForUser', { UserName: 'nobody' }],
  ] as const)('knows no user who is not there: %s', async (name, input) => {
    await expect(iam.execute(name, input, alice)).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: 'The user with name nobody cannot be found.',
    });
  });

  it.each([
    ['CreateGroup', { GroupName: 'hr', Path: '/a/' }, `${ARN}a/hr`],
    ['ListGroups', { PathPrefix: '/it/' }, `${ARN}it/`],
    ['AddUserToGroup', { GroupName: 'ops', UserName: 'bob' }, `${ARN}it/Ops`],
    ['DeleteGroup', { GroupName: 'ops' }, `${ARN}it/Ops`],
  ] as const)('is demanded by its ARN: %s', async (name, input, resource) => {
    expect(await iam.demands(name, input, alice)).toEqual([
      { action: `iam:${name}`, resource, context: [] },
    ]);
  });
});
