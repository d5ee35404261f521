// Who may use the notes API at the first start: made through IAM by the AWS SDK, as anybody would.
import { readFileSync } from 'node:fs';
import * as iam from '@aws-sdk/client-iam';
import type { AccessKey } from './demo-credentials.js';

/** The role that the notes API is when it asks the control plane. */
export const SERVICE_ROLE = 'notes-service';

/** The user whose key the machine of the notes API has; all it can do is assume the role. */
export const HOST_USER = 'notes-host';

/** What a guarded service asks of the control plane. */
const useServiceChannel = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Action: [
      'ostiary:GetSigningKey',
      'ostiary:GetPrincipalPolicies',
      'ostiary:RegisterService',
      'ostiary:PutAuditRecords',
      'ostiary:WatchChanges',
    ],
    Resource: 'arn:aws:ostiary::*:service/notes',
  },
};

/** The parts of an account file that are made here. */
interface AccountFile {
  readonly UserDetailList: readonly {
    readonly UserName: string;
    readonly GroupList: readonly string[];
    readonly UserPolicyList?: readonly { PolicyName: string; PolicyDocument: object }[];
  }[];
  readonly GroupDetailList: readonly {
    readonly GroupName: string;
    readonly AttachedManagedPolicies: readonly { readonly PolicyArn: string }[];
  }[];
  readonly Policies: readonly {
    readonly PolicyName: string;
    readonly Description: string;
    readonly PolicyVersionList: readonly { readonly Document: object }[];
  }[];
}

/** Makes the users, groups and policies of an account file, and the service's role; gives new keys by user. */
export async function seedIdentities(
  client: iam.IAMClient,
  accountFile: string,
): Promise<ReadonlyMap<string, AccessKey>> {
  const account: AccountFile = JSON.parse(readFileSync(accountFile, 'utf8'));
  for (const { PolicyName, Description, PolicyVersionList } of account.Policies) {
    const PolicyDocument = JSON.stringify(PolicyVersionList[0]?.Document);
    await client.send(new iam.CreatePolicyCommand({ PolicyName, Description, PolicyDocument }));
  }
  for (const { GroupName, AttachedManagedPolicies } of account.GroupDetailList) {
    await client.send(new iam.CreateGroupCommand({ GroupName }));
    for (const { PolicyArn } of AttachedManagedPolicies) {
      await client.send(new iam.AttachGroupPolicyCommand({ GroupName, PolicyArn }));
    }
  }
  const keys = new Map<string, AccessKey>();
  for (const { UserName, GroupList, UserPolicyList = [] } of account.UserDetailList) {
    await client.send(new iam.CreateUserCommand({ UserName }));
    for (const GroupName of GroupList) {
      await client.send(new iam.AddUserToGroupCommand({ GroupName, UserName }));
    }
    for (const { PolicyName, PolicyDocument } of UserPolicyList) {
      const document = { PolicyDocument: JSON.stringify(PolicyDocument) };
      await client.send(new iam.PutUserPolicyCommand({ UserName, PolicyName, ...document }));
    }
    keys.set(UserName, await createKey(client, UserName));
  }
  keys.set(HOST_USER, await makeService(client));
  return keys;
}

/** The role of the notes API, and the user whose only use is to assume it. */
async function makeService(client: iam.IAMClient): Promise<AccessKey> {
  const { User } = await client.send(new iam.CreateUserCommand({ UserName: HOST_USER }));
  const trust = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: User?.Arn }, Action: 'sts:AssumeRole' },
  };
  const RoleName = SERVICE_ROLE;
  const AssumeRolePolicyDocument = JSON.stringify(trust);
  await client.send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyName = 'UseServiceChannel';
  const PolicyDocument = JSON.stringify(useServiceChannel);
  await client.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  return createKey(client, HOST_USER);
}

async function createKey(client: iam.IAMClient, UserName: string): Promise<AccessKey> {
  const { AccessKey } = await client.send(new iam.CreateAccessKeyCommand({ UserName }));
  return {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
}
