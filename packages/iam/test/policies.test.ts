// Which policies bind a principal, as gates are answered.
import type { Principal, UserPrincipal } from '@ostiary/policy';
import { describe, expect, it } from 'vitest';
import { ATTACHMENTS, type HolderKind } from '../src/tables/attachments.js';
import { arnOf, MAIN, OTHER, openWorld, trusts } from './world.js';

const READ_ONLY = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'notes:*', Resource: '*' },
});

async function openWithUser() {
  const world = await openWorld();
  const root = world.rootOf(MAIN);
  const { userId } = await world.createUser('bob');
  const bob: UserPrincipal = {
    ...{ type: 'User', arn: arnOf(`arn:aws:iam::${MAIN}:user/bob`) },
    ...{ accountId: MAIN, userName: 'bob', userId },
  };
  const cause = { accountId: MAIN, operation: 'Test', requestId: 'test', principal: 'test' };
  const attach = (holderKind: HolderKind, holderId: string) =>
    world.store.transact(cause, (writer) =>
      writer.insert(ATTACHMENTS, { accountId: MAIN, holderKind, holderId, policyArn: READ_ONLY }),
    );
  const names = async (principal: Principal) =>
    (await world.iam.policies(principal))?.identity.map(({ name }) => name);
  return { ...world, root, bob, userId, attach, names };
}

describe('the policies of a user', () => {
  it('are its own and those of its groups, inline and managed', async () => {
    const { iam, root, bob, userId, attach, names } = await openWithUser();
    expect(await names(bob)).toEqual([]);
    const group = await iam.execute('CreateGroup', { GroupName: 'team' }, root);
    const named = { UserName: 'bob', GroupName: 'team', PolicyDocument: document };
    await iam.execute('PutUserPolicy', { ...named, PolicyName: 'own' }, root);
    await iam.execute('PutGroupPolicy', { ...named, PolicyName: 'shared' }, root);
    await attach('group', group.Group?.GroupId ?? '');
    expect(await names(bob)).toEqual(['own']);
    await iam.execute('AddUserToGroup', named, root);
    expect(await names(bob)).toEqual(['own', 'shared', READ_ONLY]);
    await attach('user', userId);
    expect(await names(bob)).toEqual(['own', READ_ONLY, 'shared', READ_ONLY]);
    await iam.execute('RemoveUserFromGroup', named, root);
    expect(await names(bob)).toEqual(['own', READ_ONLY]);
  });

  it('come with its tags, its boundary and the revision they were read at', async () => {
    const { iam, root, bob, createUser } = await openWithUser();
    expect(await iam.policies(bob)).toMatchObject({ permissionsBoundary: null, session: null });
    await createUser('eve');
    const input = {
      UserName: 'carol',
      PermissionsBoundary: READ_ONLY,
      Tags: [{ Key: 'team', Value: 'red' }],
    };
    const { User } = await iam.execute('CreateUser', input, root);
    const carol = {
      ...bob,
      arn: arnOf(User?.Arn ?? ''),
      userName: 'carol',
      userId: User?.UserId ?? '',
    };
    const found = await iam.policies(carol);
    expect(found?.permissionsBoundary?.map(({ name }) => name)).toEqual([READ_ONLY]);
    expect([...(found?.tags ?? [])]).toEqual([['team', 'red']]);
    const before = found?.revision ?? 0;
    await iam.execute('TagUser', { UserName: 'carol', Tags: [{ Key: 'a', Value: 'b' }] }, root);
    expect((await iam.policies(carol))?.revision).toBe(before + 1);
  });

  it('are none, not even an empty list, of a user who is gone or has another name or account', async () => {
    const { iam, bob, names } = await openWithUser();
    const { userId: _, ...unidentified } = bob;
    expect(await names(unidentified)).toEqual([]);
    const gone: Principal[] = [
      { ...bob, userId: 'AIDAGONE' },
      { ...bob, arn: arnOf(`arn:aws:iam::${MAIN}:user/team/bob`) },
      { ...bob, accountId: OTHER },
      { ...unidentified, userName: 'eve' },
    ];
    for (const principal of gone) expect(await iam.policies(principal)).toBeUndefined();
  });
});

describe('the policies of a role', () => {
  it('are asked by the role itself or by a session of it', async () => {
    const { iam, createRole, allow, names } = await openWithUser();
    const { arn, roleId } = await createRole('ops', trusts(`arn:aws:iam::${MAIN}:root`));
    await allow(MAIN, roleId, JSON.parse(document));
    const role = { type: 'Role', arn: arnOf(arn), accountId: MAIN, roleId } as const;
    expect(await names(role)).toHaveLength(1);
    expect(await iam.policies({ ...role, roleId: 'AROAGONE' })).toBeUndefined();
    const session: Principal = {
      type: 'AssumedRole',
      arn: arnOf(`arn:aws:sts::${MAIN}:assumed-role/ops/s1`),
      ...{ accountId: MAIN, roleArn: arnOf(arn), sessionName: 's1', roleId },
    };
    expect(await iam.policies(session)).toBeUndefined();
    expect(await iam.policies({ ...session, sessionId: 'made-up' })).toBeUndefined();
  });
});

describe('the policies of others', () => {
  it('are none for a root user, who needs none, and nobody else is known', async () => {
    const { iam, rootOf } = await openWithUser();
    expect(await iam.policies(rootOf(MAIN).principal)).toMatchObject({
      ...{ identity: [], permissionsBoundary: null, session: null },
    });
    expect(await iam.policies({ type: 'Anonymous' })).toBeUndefined();
    expect(await iam.policies({ type: 'Service', service: 'notes' })).toBeUndefined();
    expect(await iam.policies({ type: 'CanonicalUser', canonicalId: 'c' })).toBeUndefined();
  });
});
