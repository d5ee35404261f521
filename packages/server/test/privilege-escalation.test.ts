// The published ways to more permissions than one was given, each against a permissions boundary.
import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, ROOT, startControlPlane } from './control-plane.js';

interface Caller {
  readonly iam: IAM;
  readonly sts: STS;
}

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const OWN_POLICY = `arn:aws:iam::${ACCOUNT_ID}:policy/Own`;
const BOUNDARY = `arn:aws:iam::${ACCOUNT_ID}:policy/Boundary`;
const allow = (Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } });
const EVERYTHING = allow('*');
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:root` },
    Action: 'sts:AssumeRole',
  },
});

/** In order: what a row makes, a later one may alter. */
const WAYS: readonly (readonly [action: string, call: (as: Caller) => Promise<unknown>])[] = [
  [
    'iam:CreatePolicyVersion',
    ({ iam }) => iam.createPolicyVersion({ PolicyArn: OWN_POLICY, PolicyDocument: EVERYTHING }),
  ],
  [
    'iam:SetDefaultPolicyVersion',
    ({ iam }) => iam.setDefaultPolicyVersion({ PolicyArn: OWN_POLICY, VersionId: 'v2' }),
  ],
  [
    'iam:AttachUserPolicy',
    ({ iam }) => iam.attachUserPolicy({ UserName: 'victim', PolicyArn: ADMINISTRATOR }),
  ],
  [
    'iam:AttachGroupPolicy',
    ({ iam }) => iam.attachGroupPolicy({ GroupName: 'team', PolicyArn: ADMINISTRATOR }),
  ],
  [
    'iam:AttachRolePolicy',
    ({ iam }) => iam.attachRolePolicy({ RoleName: 'worker', PolicyArn: ADMINISTRATOR }),
  ],
  [
    'iam:PutUserPolicy',
    ({ iam }) =>
      iam.putUserPolicy({ UserName: 'victim', PolicyName: 'p', PolicyDocument: EVERYTHING }),
  ],
  [
    'iam:PutGroupPolicy',
    ({ iam }) =>
      iam.putGroupPolicy({ GroupName: 'team', PolicyName: 'p', PolicyDocument: EVERYTHING }),
  ],
  [
    'iam:PutRolePolicy',
    ({ iam }) =>
      iam.putRolePolicy({ RoleName: 'worker', PolicyName: 'p', PolicyDocument: EVERYTHING }),
  ],
  [
    'iam:AddUserToGroup',
    ({ iam }) => iam.addUserToGroup({ GroupName: 'team', UserName: 'victim' }),
  ],
  ['iam:CreateAccessKey', ({ iam }) => iam.createAccessKey({ UserName: 'victim' })],
  [
    'iam:CreateLoginProfile',
    ({ iam }) => iam.createLoginProfile({ UserName: 'victim', Password: 'First-1-of-all!' }),
  ],
  [
    'iam:UpdateLoginProfile',
    ({ iam }) => iam.updateLoginProfile({ UserName: 'victim', Password: 'Second-2-of-all!' }),
  ],
  [
    'iam:UpdateAssumeRolePolicy',
    ({ iam }) => iam.updateAssumeRolePolicy({ RoleName: 'worker', PolicyDocument: TRUST }),
  ],
  [
    'sts:AssumeRole',
    ({ sts }) =>
      sts.assumeRole({
        RoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/worker`,
        RoleSessionName: 'climb',
      }),
  ],
  ['sts:GetFederationToken', ({ sts }) => sts.getFederationToken({ Name: 'climb' })],
  [
    'iam:AddRoleToInstanceProfile',
    ({ iam }) => iam.addRoleToInstanceProfile({ InstanceProfileName: 'box', RoleName: 'worker' }),
  ],
  [
    'iam:TagUser',
    ({ iam }) => iam.tagUser({ UserName: 'victim', Tags: [{ Key: 'team', Value: 'admin' }] }),
  ],
  [
    'iam:TagRole',
    ({ iam }) => iam.tagRole({ RoleName: 'worker', Tags: [{ Key: 'team', Value: 'admin' }] }),
  ],
  [
    'iam:PutUserPermissionsBoundary',
    ({ iam }) =>
      iam.putUserPermissionsBoundary({ UserName: 'victim', PermissionsBoundary: ADMINISTRATOR }),
  ],
  [
    'iam:DeleteUserPermissionsBoundary',
    ({ iam }) => iam.deleteUserPermissionsBoundary({ UserName: 'victim' }),
  ],
  [
    'iam:PutRolePermissionsBoundary',
    ({ iam }) =>
      iam.putRolePermissionsBoundary({ RoleName: 'worker', PermissionsBoundary: ADMINISTRATOR }),
  ],
  [
    'iam:DeleteRolePermissionsBoundary',
    ({ iam }) => iam.deleteRolePermissionsBoundary({ RoleName: 'worker' }),
  ],
  [
    'iam:CreateVirtualMFADevice',
    ({ iam }) => iam.createVirtualMFADevice({ VirtualMFADeviceName: 'victim' }),
  ],
  [
    'iam:CreateServiceSpecificCredential',
    ({ iam }) =>
      iam.createServiceSpecificCredential({
        UserName: 'victim',
        ServiceName: 'codecommit.amazonaws.com',
      }),
  ],
  ['iam:CreateUser', ({ iam }) => iam.createUser({ UserName: 'accomplice' })],
  [
    'iam:CreateRole',
    ({ iam }) => iam.createRole({ RoleName: 'ladder', AssumeRolePolicyDocument: TRUST }),
  ],
  ['iam:UpdateUser', ({ iam }) => iam.updateUser({ UserName: 'accomplice', NewUserName: 'admin' })],
];

let plane: ControlPlane;
let bounded: Caller;
let free: Caller;

beforeAll(async () => {
  plane = await startControlPlane();
  const { iam } = callerWith(ROOT);
  await iam.createPolicy({ PolicyName: 'Own', PolicyDocument: allow('iam:GetUser') });
  await iam.createPolicy({ PolicyName: 'Boundary', PolicyDocument: allow('iam:Get*') });
  await iam.createUser({ UserName: 'victim' });
  await iam.createGroup({ GroupName: 'team' });
  await iam.createRole({ RoleName: 'worker', AssumeRolePolicyDocument: TRUST });
  await iam.createInstanceProfile({ InstanceProfileName: 'box' });
  bounded = await administrator(iam, 'bounded', BOUNDARY);
  free = await administrator(iam, 'free');
});
afterAll(() => plane.close());

describe('an administrator inside a permissions boundary', () => {
  it.each(WAYS)('is refused %s, which the one outside may', async (action, call) => {
    await expect(call(bounded)).rejects.toMatchObject({
      name: expect.stringMatching(/^AccessDenied/),
      message: expect.stringContaining(
        `user/bounded is not authorized to perform: ${action} on resource`,
      ),
    });
    await expect(call(free)).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });
});

async function administrator(iam: IAM, UserName: string, PermissionsBoundary?: string) {
  await iam.createUser({ UserName, PermissionsBoundary });
  await iam.attachUserPolicy({ UserName, PolicyArn: ADMINISTRATOR });
  const { AccessKey } = await iam.createAccessKey({ UserName });
  return callerWith({
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  });
}

function callerWith(credentials: typeof ROOT): Caller {
  const options = { endpoint: plane.url, region: 'us-east-1', credentials };
  return { iam: new IAM(options), sts: new STS(options) };
}
