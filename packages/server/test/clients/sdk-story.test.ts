// The whole story by the AWS SDK: who may, from the first user to the last revoked session.
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DetachGroupPolicyCommand,
  GetUserCommand,
  IAMClient,
  ListUsersCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, ROOT, startControlPlane } from '../control-plane.js';
import { answeredOperations } from './answered-operations.js';
import { SDK_STORY } from './tested-operations.js';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const HOUR_MS = 3_600_000;

let plane: ControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const iamAs = (credentials: Credentials, systemClockOffset = 0) =>
  new IAMClient({ endpoint: plane.url, region: 'us-east-1', credentials, systemClockOffset });
const stsAs = (credentials: Credentials) =>
  new STSClient({ endpoint: plane.url, region: 'eu-west-1', credentials });

const listUsers = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' },
};

describe('a user', () => {
  const root = () => iamAs(ROOT);
  let dora: Credentials;
  let policyArn: string;

  it('is made, with a key that signs', async () => {
    const { User } = await root().send(new CreateUserCommand({ UserName: 'dora', Path: '/team/' }));
    expect(User?.Arn).toBe(`arn:aws:iam::${ACCOUNT_ID}:user/team/dora`);
    const { AccessKey } = await root().send(new CreateAccessKeyCommand({ UserName: 'dora' }));
    dora = {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    };
    expect(await stsAs(dora).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: ACCOUNT_ID,
      Arn: `arn:aws:iam::${ACCOUNT_ID}:user/team/dora`,
      UserId: User?.UserId,
    });
  });

  it('may nothing at first, and is told so in the words of AWS', async () => {
    await expect(iamAs(dora).send(new ListUsersCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        `User: arn:aws:iam::${ACCOUNT_ID}:user/team/dora is not authorized to perform: iam:ListUsers`,
      ),
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('may what a version of a policy of its group says, from then on and until then', async () => {
    await root().send(new CreateGroupCommand({ GroupName: 'readers' }));
    await root().send(new AddUserToGroupCommand({ GroupName: 'readers', UserName: 'dora' }));
    const { Policy } = await root().send(
      new CreatePolicyCommand({
        PolicyName: 'Read',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' },
        }),
      }),
    );
    policyArn = Policy?.Arn ?? '';
    await root().send(new AttachGroupPolicyCommand({ GroupName: 'readers', PolicyArn: policyArn }));
    expect((await iamAs(dora).send(new GetUserCommand({}))).User?.UserName).toBe('dora');
    await expect(iamAs(dora).send(new ListUsersCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
    });

    await root().send(
      new CreatePolicyVersionCommand({
        PolicyArn: policyArn,
        PolicyDocument: JSON.stringify(listUsers),
        SetAsDefault: true,
      }),
    );
    const { Users } = await iamAs(dora).send(new ListUsersCommand({}));
    expect(Users?.map(({ UserName }) => UserName)).toEqual(['dora']);

    await root().send(new DetachGroupPolicyCommand({ GroupName: 'readers', PolicyArn: policyArn }));
    await expect(iamAs(dora).send(new ListUsersCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});

describe('a role', () => {
  const root = () => iamAs(ROOT);
  let evan: Credentials;
  let session: Credentials;

  beforeAll(async () => {
    const { User } = await root().send(new CreateUserCommand({ UserName: 'evan' }));
    const { AccessKey } = await root().send(new CreateAccessKeyCommand({ UserName: 'evan' }));
    evan = {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    };
    await root().send(
      new CreateRoleCommand({
        RoleName: 'auditor',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: User?.Arn },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'blue' } },
          },
        }),
      }),
    );
    await root().send(
      new PutRolePolicyCommand({
        RoleName: 'auditor',
        PolicyName: 'ListUsers',
        PolicyDocument: JSON.stringify(listUsers),
      }),
    );
  });

  const assume = (credentials: Credentials, ExternalId?: string) =>
    stsAs(credentials).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/auditor`,
        RoleSessionName: 'night',
        DurationSeconds: 900,
        ...(ExternalId !== undefined && { ExternalId }),
      }),
    );

  it('is assumed by whom it trusts, with the external id, and by nobody else', async () => {
    await expect(assume(evan)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(assume(evan, 'red')).rejects.toMatchObject({ name: 'AccessDenied' });
    const { Credentials, AssumedRoleUser } = await assume(evan, 'blue');
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${ACCOUNT_ID}:assumed-role/auditor/night`);
    session = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const { Users } = await iamAs(session).send(new ListUsersCommand({}));
    expect(Users?.map(({ UserName }) => UserName)).toContain('evan');
  });

  it('ends its sessions when their time is over', async () => {
    plane.moveClock(HOUR_MS);
    try {
      await expect(iamAs(session, HOUR_MS).send(new ListUsersCommand({}))).rejects.toMatchObject({
        name: 'ExpiredToken',
      });
      await expect(iamAs(ROOT, HOUR_MS).send(new ListUsersCommand({}))).resolves.toBeDefined();
    } finally {
      plane.moveClock(-HOUR_MS);
    }
  });

  it('ends its sessions when they are revoked as the console of AWS does it', async () => {
    await expect(iamAs(session).send(new ListUsersCommand({}))).resolves.toBeDefined();
    await root().send(
      new PutRolePolicyCommand({
        RoleName: 'auditor',
        PolicyName: 'AWSRevokeOlderSessions',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Deny',
            Action: '*',
            Resource: '*',
            Condition: {
              DateLessThan: { 'aws:TokenIssueTime': new Date(Date.now() + 60_000).toISOString() },
            },
          },
        }),
      }),
    );
    await expect(iamAs(session).send(new ListUsersCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('with an explicit deny in an identity-based policy'),
    });
  });
});

it('has carried out each of these operations', async () => {
  expect(await answeredOperations(plane)).toEqual(SDK_STORY);
});
