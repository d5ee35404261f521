// Users, groups, roles, policies and what hangs on them, by the AWS SDK: each operation once, over the wire.
import { IAM } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, ROOT, startControlPlane } from '../control-plane.js';
import { answeredOperations } from './answered-operations.js';
import { SDK_IDENTITIES } from './tested-operations.js';

const Tags = [{ Key: 'team', Value: 'red' }];
const TagKeys = ['team'];
const [UserName, GroupName, RoleName] = ['dora', 'writers', 'auditor'];
const PolicyDocument = document('notes:*');

let plane: ControlPlane;
let iam: IAM;
beforeAll(async () => {
  plane = await startControlPlane();
  iam = new IAM({ endpoint: plane.url, region: 'us-east-1', credentials: ROOT });
});
afterAll(() => plane.close());

function document(Action: string): string {
  const Statement = { Effect: 'Allow', Action, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function trust(Principal: object): string {
  const Statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' };
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

async function makePolicy(PolicyName: string): Promise<string> {
  const { Policy } = await iam.createPolicy({ PolicyName, PolicyDocument });
  return Policy?.Arn ?? '';
}

it('has users', async () => {
  const { User } = await iam.createUser({ UserName, Path: '/east/' });
  expect(User?.Arn).toBe(`arn:aws:iam::${ACCOUNT_ID}:user/east/dora`);
  await iam.tagUser({ UserName, Tags });
  expect((await iam.getUser({ UserName })).User).toMatchObject({ Tags, UserId: User?.UserId });
  expect((await iam.listUserTags({ UserName })).Tags).toEqual(Tags);
  await iam.untagUser({ UserName, TagKeys });
  await iam.updateUser({ UserName, NewUserName: 'dory', NewPath: '/west/' });
  const { Users } = await iam.listUsers({ PathPrefix: '/west/' });
  expect(Users).toMatchObject([{ UserName: 'dory', UserId: User?.UserId }]);
  await iam.updateUser({ UserName: 'dory', NewUserName: UserName });
});

it('has groups', async () => {
  await iam.createGroup({ GroupName: 'scribes' });
  await iam.updateGroup({ GroupName: 'scribes', NewGroupName: GroupName });
  await iam.addUserToGroup({ GroupName, UserName });
  expect((await iam.getGroup({ GroupName })).Users).toMatchObject([{ UserName }]);
  expect((await iam.listGroups({})).Groups).toMatchObject([{ GroupName }]);
  expect((await iam.listGroupsForUser({ UserName })).Groups).toMatchObject([{ GroupName }]);
});

it('has roles', async () => {
  const { User } = await iam.getUser({ UserName });
  const { Role } = await iam.createRole({
    RoleName,
    AssumeRolePolicyDocument: trust({ AWS: User?.Arn }),
  });
  expect(Role?.RoleId).toMatch(/^AROA/);
  await iam.updateAssumeRolePolicy({
    RoleName,
    PolicyDocument: trust({ AWS: `arn:aws:iam::${ACCOUNT_ID}:root` }),
  });
  await iam.updateRole({ RoleName, MaxSessionDuration: 7200 });
  await iam.updateRoleDescription({ RoleName, Description: 'looks' });
  const { Role: found } = await iam.getRole({ RoleName });
  expect(found).toMatchObject({ MaxSessionDuration: 7200, Description: 'looks' });
  expect(decodeURIComponent(found?.AssumeRolePolicyDocument ?? '')).toContain(':root');
  await iam.tagRole({ RoleName, Tags });
  expect((await iam.listRoleTags({ RoleName })).Tags).toEqual(Tags);
  await iam.untagRole({ RoleName, TagKeys });
  expect((await iam.listRoles({})).Roles).toMatchObject([{ RoleName }]);
});

it('has inline policies', async () => {
  const inline = { PolicyName: 'own', PolicyDocument };
  const PolicyName = 'own';
  await iam.putUserPolicy({ UserName, ...inline });
  await iam.putGroupPolicy({ GroupName, ...inline });
  await iam.putRolePolicy({ RoleName, ...inline });
  for (const listed of [
    await iam.listUserPolicies({ UserName }),
    await iam.listGroupPolicies({ GroupName }),
    await iam.listRolePolicies({ RoleName }),
  ]) {
    expect(listed.PolicyNames).toEqual(['own']);
  }
  for (const stored of [
    await iam.getUserPolicy({ UserName, PolicyName }),
    await iam.getGroupPolicy({ GroupName, PolicyName }),
    await iam.getRolePolicy({ RoleName, PolicyName }),
  ]) {
    expect(decodeURIComponent(stored.PolicyDocument ?? '')).toBe(PolicyDocument);
  }
  await iam.deleteUserPolicy({ UserName, PolicyName });
  await iam.deleteGroupPolicy({ GroupName, PolicyName });
  await iam.deleteRolePolicy({ RoleName, PolicyName });
});

it('has managed policies with versions', async () => {
  const PolicyArn = await makePolicy('Notes');
  await iam.createPolicyVersion({ PolicyArn, PolicyDocument: document('notes:Get*') });
  await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v2' });
  const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn, VersionId: 'v2' });
  expect(PolicyVersion?.IsDefaultVersion).toBe(true);
  await iam.deletePolicyVersion({ PolicyArn, VersionId: 'v1' });
  expect((await iam.listPolicyVersions({ PolicyArn })).Versions).toHaveLength(1);
  await iam.tagPolicy({ PolicyArn, Tags });
  expect((await iam.listPolicyTags({ PolicyArn })).Tags).toEqual(Tags);
  await iam.untagPolicy({ PolicyArn, TagKeys });
  expect((await iam.getPolicy({ PolicyArn })).Policy?.DefaultVersionId).toBe('v2');
  expect((await iam.listPolicies({ Scope: 'Local' })).Policies).toHaveLength(1);
});

it('attaches them to users, groups and roles', async () => {
  const PolicyArn = await makePolicy('Attached');
  await iam.attachUserPolicy({ UserName, PolicyArn });
  await iam.attachGroupPolicy({ GroupName, PolicyArn });
  await iam.attachRolePolicy({ RoleName, PolicyArn });
  const entities = await iam.listEntitiesForPolicy({ PolicyArn });
  expect(entities).toMatchObject({
    PolicyUsers: [{ UserName }],
    PolicyGroups: [{ GroupName }],
    PolicyRoles: [{ RoleName }],
  });
  for (const attached of [
    await iam.listAttachedUserPolicies({ UserName }),
    await iam.listAttachedGroupPolicies({ GroupName }),
    await iam.listAttachedRolePolicies({ RoleName }),
  ]) {
    expect(attached.AttachedPolicies).toEqual([{ PolicyName: 'Attached', PolicyArn }]);
  }
  const { UserDetailList, RoleDetailList } = await iam.getAccountAuthorizationDetails({});
  expect(UserDetailList).toMatchObject([{ UserName, GroupList: [GroupName] }]);
  expect(RoleDetailList).toMatchObject([{ RoleName }]);
  await iam.detachUserPolicy({ UserName, PolicyArn });
  await iam.detachGroupPolicy({ GroupName, PolicyArn });
  await iam.detachRolePolicy({ RoleName, PolicyArn });
  await iam.deletePolicy({ PolicyArn });
});

it('has permissions boundaries', async () => {
  const PermissionsBoundary = await makePolicy('Boundary');
  await iam.putUserPermissionsBoundary({ UserName, PermissionsBoundary });
  await iam.putRolePermissionsBoundary({ RoleName, PermissionsBoundary });
  expect((await iam.getUser({ UserName })).User?.PermissionsBoundary).toEqual({
    PermissionsBoundaryType: 'Policy',
    PermissionsBoundaryArn: PermissionsBoundary,
  });
  await iam.deleteUserPermissionsBoundary({ UserName });
  await iam.deleteRolePermissionsBoundary({ RoleName });
});

it('has instance profiles', async () => {
  const InstanceProfileName = 'machine';
  await iam.createInstanceProfile({ InstanceProfileName });
  await iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName });
  const { InstanceProfile } = await iam.getInstanceProfile({ InstanceProfileName });
  expect(InstanceProfile?.Roles).toMatchObject([{ RoleName }]);
  expect((await iam.listInstanceProfiles({})).InstanceProfiles).toHaveLength(1);
  const { InstanceProfiles } = await iam.listInstanceProfilesForRole({ RoleName });
  expect(InstanceProfiles).toMatchObject([{ InstanceProfileName }]);
  await iam.tagInstanceProfile({ InstanceProfileName, Tags });
  expect((await iam.listInstanceProfileTags({ InstanceProfileName })).Tags).toEqual(Tags);
  await iam.untagInstanceProfile({ InstanceProfileName, TagKeys });
  await iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName });
  await iam.deleteInstanceProfile({ InstanceProfileName });
});

it('lets go of all of it', async () => {
  await iam.removeUserFromGroup({ GroupName, UserName });
  await iam.deleteGroup({ GroupName });
  await iam.deleteRole({ RoleName });
  await iam.deleteUser({ UserName });
  expect((await iam.listUsers({})).Users).toEqual([]);
});

it('has carried out each of these operations', async () => {
  expect(await answeredOperations(plane)).toEqual(SDK_IDENTITIES);
});
