// GetAccountAuthorizationDetails, through the domain's door.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, NOW, openIam, stranger } from './open-iam.js';
import { allowing } from './policy-text.js';
import { trust } from './trust-document.js';

const ARN = 'arn:aws:iam::123456789012:';
const NOTES = `${ARN}policy/Notes`;
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const SECURITY_AUDIT = 'arn:aws:iam::aws:policy/SecurityAudit';

describe('GetAccountAuthorizationDetails', () => {
  let iam: Iam;
  beforeEach(async () => {
    iam = openIam();
    const Tags = [{ Key: 'team', Value: 'red' }];
    const PolicyDocument = allowing();
    const inline = { PolicyName: 'own', PolicyDocument };
    await iam.execute('CreatePolicy', { PolicyName: 'Notes', PolicyDocument }, alice);
    await iam.execute('CreatePolicyVersion', { PolicyArn: NOTES, PolicyDocument }, alice);
    const boundary = { PermissionsBoundary: SECURITY_AUDIT };
    await iam.execute('CreateUser', { UserName: 'bob', Tags, ...boundary }, alice);
    await iam.execute('PutUserPolicy', { UserName: 'bob', ...inline }, alice);
    await iam.execute('AttachUserPolicy', { UserName: 'bob', PolicyArn: NOTES }, alice);
    await iam.execute('CreateGroup', { GroupName: 'ops' }, alice);
    await iam.execute('AddUserToGroup', { GroupName: 'ops', UserName: 'bob' }, alice);
    await iam.execute('PutGroupPolicy', { GroupName: 'ops', ...inline }, alice);
    await iam.execute('AttachGroupPolicy', { GroupName: 'ops', PolicyArn: READ_ONLY }, alice);
    const role = { RoleName: 'builder', AssumeRolePolicyDocument: trust(), Description: 'x', Tags };
    await iam.execute('CreateRole', role, alice);
    await iam.execute('AttachRolePolicy', { RoleName: 'builder', PolicyArn: NOTES }, alice);
    await iam.execute('CreateInstanceProfile', { InstanceProfileName: 'build' }, alice);
    const added = { InstanceProfileName: 'build', RoleName: 'builder' };
    await iam.execute('AddRoleToInstanceProfile', added, alice);
  });
  const details = (input: object = {}, caller = alice) =>
    iam.execute('GetAccountAuthorizationDetails', input, caller);

  const inline = [{ PolicyName: 'own', PolicyDocument: allowing() }];
  const notes = [{ PolicyName: 'Notes', PolicyArn: NOTES }];
  const roleShape = {
    Arn: `${ARN}role/builder`,
    AssumeRolePolicyDocument: trust(),
    CreateDate: NOW,
    Path: '/',
    RoleId: expect.stringMatching(/^AROA/),
    RoleName: 'builder',
  };
  const user = {
    Arn: `${ARN}user/bob`,
    AttachedManagedPolicies: notes,
    CreateDate: NOW,
    GroupList: ['ops'],
    Path: '/',
    PermissionsBoundary: {
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: SECURITY_AUDIT,
    },
    Tags: [{ Key: 'team', Value: 'red' }],
    UserId: expect.stringMatching(/^AIDA/),
    UserName: 'bob',
    UserPolicyList: inline,
  };
  const group = {
    Arn: `${ARN}group/ops`,
    AttachedManagedPolicies: [{ PolicyName: 'ReadOnlyAccess', PolicyArn: READ_ONLY }],
    CreateDate: NOW,
    GroupId: expect.stringMatching(/^AGPA/),
    GroupName: 'ops',
    GroupPolicyList: inline,
    Path: '/',
  };
  const role = {
    ...roleShape,
    AttachedManagedPolicies: notes,
    InstanceProfileList: [
      {
        Arn: `${ARN}instance-profile/build`,
        CreateDate: NOW,
        InstanceProfileId: expect.stringMatching(/^AIPA/),
        InstanceProfileName: 'build',
        Path: '/',
        Roles: [roleShape],
      },
    ],
    RoleLastUsed: {},
    RolePolicyList: [],
    Tags: [{ Key: 'team', Value: 'red' }],
  };
  const version = { CreateDate: NOW, Document: allowing() };
  const policy = {
    Arn: NOTES,
    AttachmentCount: 2,
    CreateDate: NOW,
    DefaultVersionId: 'v1',
    IsAttachable: true,
    Path: '/',
    PermissionsBoundaryUsageCount: 0,
    PolicyId: expect.stringMatching(/^ANPA/),
    PolicyName: 'Notes',
    PolicyVersionList: [
      { ...version, VersionId: 'v2', IsDefaultVersion: false },
      { ...version, VersionId: 'v1', IsDefaultVersion: true },
    ],
    UpdateDate: NOW,
  };
  const built = (Arn: string) => expect.objectContaining({ Arn });
  const empty = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] };
  const whole = {
    UserDetailList: [user],
    GroupDetailList: [group],
    RoleDetailList: [role],
    Policies: [policy, built(READ_ONLY), built(SECURITY_AUDIT)],
    IsTruncated: false,
  };

  it('shows users, groups, roles, own policies, and those of the deployment that are used', async () => {
    expect(await details()).toEqual(whole);
  });

  it.each([
    ['User', { UserDetailList: [user] }],
    ['Group', { GroupDetailList: [group] }],
    ['Role', { RoleDetailList: [role] }],
    ['LocalManagedPolicy', { Policies: [policy] }],
    ['AWSManagedPolicy', { Policies: [built(READ_ONLY), built(SECURITY_AUDIT)] }],
  ])('shows the %s alone where that is the filter', async (filter, shown) => {
    expect(await details({ Filter: [filter] })).toEqual({
      ...empty,
      ...shown,
      IsTruncated: false,
    });
  });

  it('goes through all lists in pages, each entity once', async () => {
    const seen: unknown[] = [];
    let Marker: string | undefined;
    do {
      const page = await details({ MaxItems: 1, Marker });
      const { UserDetailList, GroupDetailList, RoleDetailList, Policies } = page;
      const items = [UserDetailList, GroupDetailList, RoleDetailList, Policies].flatMap(
        (list = []): readonly unknown[] => list,
      );
      expect(items).toHaveLength(1);
      seen.push(...items);
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(seen).toEqual([user, group, role, policy, built(READ_ONLY), built(SECURITY_AUDIT)]);
  });

  it('refuses a marker of another filter', async () => {
    const { Marker } = await details({ MaxItems: 1 });
    await expect(details({ MaxItems: 1, Filter: ['User', 'Role'], Marker })).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'Invalid Marker.',
    });
  });

  it('is counted alike by GetAccountSummary', async () => {
    const Url = 'https://login.example.com';
    await iam.execute('CreateOpenIDConnectProvider', { Url }, alice);
    const { SummaryMap } = await iam.execute('GetAccountSummary', undefined, alice);
    expect(SummaryMap).toMatchObject({
      ...{ Users: 1, Groups: 1, Roles: 1, Policies: 1, PolicyVersionsInUse: 2 },
      ...{ InstanceProfiles: 1, Providers: 1 },
    });
  });

  it('shows nothing of another account', async () => {
    expect(await details({}, stranger)).toEqual({ ...empty, IsTruncated: false });
  });

  it('demands permission for the whole account', async () => {
    expect(await iam.demands('GetAccountAuthorizationDetails', {}, alice)).toEqual([
      { action: 'iam:GetAccountAuthorizationDetails', resource: '*', context: [] },
    ]);
  });
});
