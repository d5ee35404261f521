// CreateServiceLinkedRole.
import { checkQuota } from '../check-quota.js';
import { checkTrustPolicy } from '../check-trust-policy.js';
import { describeUpdatedRole } from '../describe-role.js';
import { IamError } from '../errors.js';
import { findManagedPolicy } from '../find-managed-policy.js';
import { findRole, roleArn } from '../find-role.js';
import type { Operation, WriteScope } from '../operation.js';
import {
  SERVICE_LINKED_PATH,
  serviceLinkedPath,
  serviceLinkedRoleName,
} from '../service-linked-roles.js';
import { ATTACHMENTS } from '../tables/attachments.js';
import { ROLES, type Role } from '../tables/roles.js';
import { createUniqueId } from '../unique-id.js';

const MAX_SESSION_DURATION_SECONDS = 3600;

/**
 * Makes the role of a service, which only the service may assume and nobody in the account may
 * change (IAM API Reference, "CreateServiceLinkedRole"). Its permissions are the managed policy
 * that the service contributes under `/aws-service-role/`, such as `NotesServiceRolePolicy`.
 */
export const createServiceLinkedRole: Operation<'CreateServiceLinkedRole'> = {
  name: 'CreateServiceLinkedRole',
  access: 'write',
  demands: ({ AWSServiceName, CustomSuffix }, scope) => [
    {
      action: 'iam:CreateServiceLinkedRole',
      resource: roleArn(scope, {
        path: serviceLinkedPath(AWSServiceName),
        roleName: serviceLinkedRoleName(AWSServiceName, CustomSuffix),
      }),
      context: [['iam:AWSServiceName', AWSServiceName]],
    },
  ],
  run: async ({ AWSServiceName, Description, CustomSuffix }, scope) => {
    const { store, caller, now, quotas, secrets } = scope;
    const { accountId } = caller;
    checkServiceName(AWSServiceName);
    const roleName = serviceLinkedRoleName(AWSServiceName, CustomSuffix);
    if ((await findRole(roleName, scope)) !== undefined) {
      throw new IamError(
        'InvalidInput',
        `Service role name ${roleName} has been taken in this account, please try a different suffix.`,
      );
    }
    checkQuota('RolesPerAccount', await store.count(ROLES, { accountId }), quotas.RolesQuota);
    const role: Role = {
      ...(await checkTrustPolicy(trustIn(AWSServiceName), scope)),
      accountId,
      roleId: createUniqueId('role', secrets),
      roleName,
      path: serviceLinkedPath(AWSServiceName),
      createDate: now.toISOString(),
      description: Description,
      maxSessionDurationSeconds: MAX_SESSION_DURATION_SECONDS,
      tags: [],
    };
    await store.insert(ROLES, role);
    await attachServicePolicy(role, serviceLinkedRoleName(AWSServiceName, undefined), scope);
    return { Role: await describeUpdatedRole(role, scope) };
  },
};

function checkServiceName(service: string): void {
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(service)) return;
  throw new IamError(
    'InvalidInput',
    `expected the name of a service, such as notes.example.com, found \`${service}\``,
  );
}

function trustIn(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
}

async function attachServicePolicy(
  { accountId, roleId }: Role,
  ownName: string,
  scope: WriteScope,
): Promise<void> {
  const name = `${ownName.replace('AWSServiceRoleFor', '')}ServiceRolePolicy`;
  const policyArn = `arn:${scope.partition}:iam::aws:policy${SERVICE_LINKED_PATH}${name}`;
  const policy = await findManagedPolicy(policyArn, scope);
  if (policy === undefined || policy.isWithdrawn) return;
  const attachment = { accountId, holderKind: 'role', holderId: roleId, policyArn } as const;
  await scope.store.insert(ATTACHMENTS, attachment);
}
