// The published ways to more permissions: what each operation demands lets a boundary refuse each of them.
import { compile, createRequestContext, evaluate } from '@ostiary/evaluator';
import { parsePolicy } from '@ostiary/policy';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Demand, Iam } from '../src/index.js';
import { alice, openIam } from './open-iam.js';
import { allowing } from './policy-text.js';
import { trust } from './trust-document.js';

const ACCOUNT = 'arn:aws:iam::123456789012:';
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const BOUNDARY = `${ACCOUNT}policy/Boundary`;
const key = (UserName: string) => ({ UserName, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
const admins = 'admins';

/** A statement that refuses one way up and nothing beside it. */
interface Refusal {
  readonly Action: string;
  readonly Resource?: string;
  readonly Condition?: object;
}

/**
 * The operation, the input that is the way up, an input of the same operation that is none, and the
 * statement of a boundary that tells them apart.
 */
type Family = readonly [
  family: string,
  operation: Parameters<Iam['demands']>[0],
  upward: object,
  harmless: object,
  refusal: Refusal,
];

/** Rhino Security Labs, "AWS IAM Privilege Escalation – Methods and Mitigation", and later additions. */
const FAMILIES: readonly Family[] = [
  [
    'write a new version of a policy that one has',
    'CreatePolicyVersion',
    { PolicyArn: BOUNDARY, PolicyDocument: allowing('*'), SetAsDefault: true },
    { PolicyArn: `${ACCOUNT}policy/Notes`, PolicyDocument: allowing() },
    { Action: 'iam:CreatePolicyVersion', Resource: BOUNDARY },
  ],
  [
    'go back to an older, wider version',
    'SetDefaultPolicyVersion',
    { PolicyArn: BOUNDARY, VersionId: 'v1' },
    { PolicyArn: `${ACCOUNT}policy/Notes`, VersionId: 'v1' },
    { Action: 'iam:SetDefaultPolicyVersion', Resource: BOUNDARY },
  ],
  [
    'delete a version of the policy that limits one',
    'DeletePolicyVersion',
    { PolicyArn: BOUNDARY, VersionId: 'v1' },
    { PolicyArn: `${ACCOUNT}policy/Notes`, VersionId: 'v1' },
    { Action: 'iam:DeletePolicyVersion', Resource: BOUNDARY },
  ],
  [
    'pass a role to a machine',
    'AddRoleToInstanceProfile',
    { InstanceProfileName: 'mine', RoleName: 'admin' },
    { InstanceProfileName: 'mine', RoleName: 'worker' },
    {
      Action: 'iam:PassRole',
      Resource: `${ACCOUNT}role/high/*`,
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    },
  ],
  [
    'make an access key for another user',
    'CreateAccessKey',
    { UserName: 'boss' },
    {},
    { Action: 'iam:CreateAccessKey', Resource: `${ACCOUNT}user/high/*` },
  ],
  [
    'switch on an old key of another user',
    'UpdateAccessKey',
    { ...key('boss'), Status: 'Active' },
    { ...key('alice'), Status: 'Active' },
    { Action: 'iam:UpdateAccessKey', Resource: `${ACCOUNT}user/high/*` },
  ],
  [
    'make a password for another user',
    'CreateLoginProfile',
    { UserName: 'boss', Password: 'correct horse battery' },
    { UserName: 'alice', Password: 'correct horse battery' },
    { Action: 'iam:CreateLoginProfile', Resource: `${ACCOUNT}user/high/*` },
  ],
  [
    'change the password of another user',
    'UpdateLoginProfile',
    { UserName: 'boss', Password: 'correct horse battery' },
    { UserName: 'alice', Password: 'correct horse battery' },
    { Action: 'iam:UpdateLoginProfile', Resource: `${ACCOUNT}user/high/*` },
  ],
  ...(['User', 'Group', 'Role'] as const).map(
    (kind): Family => [
      `attach a wide policy to a ${kind.toLowerCase()} that one is`,
      `Attach${kind}Policy`,
      { [`${kind}Name`]: 'alice', PolicyArn: ADMIN },
      { [`${kind}Name`]: 'alice', PolicyArn: READ_ONLY },
      {
        Action: `iam:Attach${kind}Policy`,
        Condition: { ArnEquals: { 'iam:PolicyARN': ADMIN } },
      },
    ],
  ),
  ...(['User', 'Group', 'Role'] as const).map(
    (kind): Family => [
      `embed a policy in a ${kind.toLowerCase()}`,
      `Put${kind}Policy`,
      { [`${kind}Name`]: 'alice', PolicyName: 'own', PolicyDocument: allowing('*') },
      { [`${kind}Name`]: 'bob', PolicyName: 'own', PolicyDocument: allowing('*') },
      { Action: `iam:Put${kind}Policy`, Resource: `${ACCOUNT}${kind.toLowerCase()}/alice` },
    ],
  ),
  ...(['User', 'Role'] as const).map(
    (kind): Family => [
      `attach to a ${kind.toLowerCase()} that has not the boundary`,
      `Attach${kind}Policy`,
      { [`${kind}Name`]: 'unbounded', PolicyArn: READ_ONLY },
      { [`${kind}Name`]: 'bounded', PolicyArn: READ_ONLY },
      {
        Action: `iam:Attach${kind}Policy`,
        Condition: { StringNotEquals: { 'iam:PermissionsBoundary': BOUNDARY } },
      },
    ],
  ),
  ...(['User', 'Group', 'Role'] as const).map(
    (kind): Family => [
      `detach a policy that denies from a ${kind.toLowerCase()}`,
      `Detach${kind}Policy`,
      { [`${kind}Name`]: 'alice', PolicyArn: BOUNDARY },
      { [`${kind}Name`]: 'alice', PolicyArn: READ_ONLY },
      {
        Action: `iam:Detach${kind}Policy`,
        Condition: { ArnEquals: { 'iam:PolicyARN': BOUNDARY } },
      },
    ],
  ),
  [
    'join a group that may more',
    'AddUserToGroup',
    { GroupName: admins, UserName: 'alice' },
    { GroupName: 'readers', UserName: 'alice' },
    { Action: 'iam:AddUserToGroup', Resource: `${ACCOUNT}group/${admins}` },
  ],
  [
    'let oneself assume a role',
    'UpdateAssumeRolePolicy',
    { RoleName: 'admin', PolicyDocument: trust({ AWS: '123456789012' }) },
    { RoleName: 'worker', PolicyDocument: trust({ AWS: '123456789012' }) },
    { Action: 'iam:UpdateAssumeRolePolicy', Resource: `${ACCOUNT}role/high/*` },
  ],
  ...(['User', 'Role'] as const).flatMap((kind): Family[] => [
    [
      `take the boundary from a ${kind.toLowerCase()}`,
      `Delete${kind}PermissionsBoundary`,
      { [`${kind}Name`]: 'bounded' },
      { [`${kind}Name`]: 'unbounded' },
      {
        Action: `iam:Delete${kind}PermissionsBoundary`,
        Condition: { StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } },
      },
    ],
    [
      `put a wider boundary on a ${kind.toLowerCase()}`,
      `Put${kind}PermissionsBoundary`,
      { [`${kind}Name`]: 'bounded', PermissionsBoundary: ADMIN },
      { [`${kind}Name`]: 'bounded', PermissionsBoundary: BOUNDARY },
      {
        Action: `iam:Put${kind}PermissionsBoundary`,
        Condition: { StringNotEquals: { 'iam:PermissionsBoundary': BOUNDARY } },
      },
    ],
  ]),
  [
    'make a user without the boundary',
    'CreateUser',
    { UserName: 'puppet' },
    { UserName: 'puppet', PermissionsBoundary: BOUNDARY },
    {
      Action: 'iam:CreateUser',
      Condition: { StringNotEquals: { 'iam:PermissionsBoundary': BOUNDARY } },
    },
  ],
  [
    'make a role without the boundary',
    'CreateRole',
    { RoleName: 'puppet', AssumeRolePolicyDocument: trust() },
    { RoleName: 'puppet', AssumeRolePolicyDocument: trust(), PermissionsBoundary: BOUNDARY },
    {
      Action: 'iam:CreateRole',
      Condition: { StringNotEquals: { 'iam:PermissionsBoundary': BOUNDARY } },
    },
  ],
  ...(['User', 'Role'] as const).map(
    (kind): Family => [
      `tag a ${kind.toLowerCase()} as one that may more`,
      `Tag${kind}`,
      { [`${kind}Name`]: 'alice', Tags: [{ Key: 'team', Value: 'admins' }] },
      { [`${kind}Name`]: 'alice', Tags: [{ Key: 'team', Value: 'readers' }] },
      {
        Action: `iam:Tag${kind}`,
        Condition: { StringEquals: { 'aws:RequestTag/team': 'admins' } },
      },
    ],
  ),
  [
    'take a tag that limits',
    'UntagUser',
    { UserName: 'alice', TagKeys: ['limited'] },
    { UserName: 'alice', TagKeys: ['other'] },
    {
      Action: 'iam:UntagUser',
      Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'limited' } },
    },
  ],
  [
    'touch what is tagged as another’s',
    'CreateAccessKey',
    { UserName: 'tagged' },
    { UserName: 'bob' },
    {
      Action: 'iam:CreateAccessKey',
      Condition: { StringEquals: { 'iam:ResourceTag/owner': 'boss' } },
    },
  ],
  [
    'take the name that policies mean by a variable',
    'UpdateUser',
    { UserName: 'alice', NewUserName: 'boss2', NewPath: '/high/' },
    { UserName: 'alice', NewUserName: 'alicia' },
    { Action: 'iam:UpdateUser', Resource: `${ACCOUNT}user/high/*` },
  ],
  [
    'trust a provider of one’s own',
    'CreateOpenIDConnectProvider',
    { Url: 'https://login.evil.example' },
    { Url: 'https://login.example.com' },
    {
      Action: 'iam:CreateOpenIDConnectProvider',
      Resource: `${ACCOUNT}oidc-provider/*evil*`,
    },
  ],
  [
    'give a provider keys of one’s own',
    'UpdateSAMLProvider',
    { SAMLProviderArn: `${ACCOUNT}saml-provider/corp` },
    { SAMLProviderArn: `${ACCOUNT}saml-provider/test` },
    { Action: 'iam:UpdateSAMLProvider', Resource: `${ACCOUNT}saml-provider/corp` },
  ],
];

describe('a way to more permissions', () => {
  let iam: Iam;
  beforeAll(async () => {
    iam = openIam();
    const document = { PolicyDocument: allowing() };
    await iam.execute('CreatePolicy', { PolicyName: 'Boundary', ...document }, alice);
    const bounded = { PermissionsBoundary: BOUNDARY };
    await iam.execute('CreateUser', { UserName: 'alice' }, alice);
    await iam.execute('CreateUser', { UserName: 'boss', Path: '/high/' }, alice);
    await iam.execute('CreateUser', { UserName: 'bounded', ...bounded }, alice);
    const Tags = [{ Key: 'owner', Value: 'boss' }];
    await iam.execute('CreateUser', { UserName: 'tagged', Tags }, alice);
    const role = (RoleName: string, more: object = {}) =>
      iam.execute('CreateRole', { RoleName, AssumeRolePolicyDocument: trust(), ...more }, alice);
    await role('admin', { Path: '/high/' });
    await role('worker');
    await role('bounded', bounded);
  });

  const policy = (Statement: readonly object[]) => {
    const parsed = parsePolicy({ Version: '2012-10-17', Statement });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    return [{ name: 'boundary', policy: parsed.value }];
  };
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  const identity = compile(policy([everything]), 'identity');

  /** Whether an administrator may do all that an operation demands, under a boundary that refuses this. */
  const isAllowed = async (
    operation: Family[1],
    input: object,
    { Action, Resource = '*', Condition = {} }: Refusal,
  ) => {
    const demands = await iam.demands(operation, input as never, alice);
    if (demands === 'none') throw new Error('nothing is demanded');
    const refusal = { Effect: 'Deny', Action, Resource, Condition };
    const permissionsBoundary = compile(policy([everything, refusal]), 'permissionsBoundary');
    return demands.every(
      (demand) =>
        evaluate(requestFor(demand), { identity, permissionsBoundary }).outcome === 'allowed',
    );
  };
  const requestFor = ({ action, resource, context, tags = {} }: Demand) => ({
    ...{ action, resource, principal: alice.principal },
    context: createRequestContext([
      ...context,
      ...Object.entries(tags).map(([name, value]) => [`iam:ResourceTag/${name}`, value] as const),
    ]),
  });
  const nothing = { Action: 'notes:None' };

  it.each(FAMILIES)('%s: %s', async (_, operation, upward, harmless, refusal) => {
    expect(await isAllowed(operation, upward, nothing)).toBe(true);
    expect(await isAllowed(operation, upward, refusal)).toBe(false);
    expect(await isAllowed(operation, harmless, refusal)).toBe(true);
  });
});
