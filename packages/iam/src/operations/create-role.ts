// CreateRole.
import { checkQuota } from '../check-quota.js';
import { checkTrustPolicy } from '../check-trust-policy.js';
import { boundaryKey, requestTags } from '../demand-context.js';
import { describeNewRole } from '../describe-role.js';
import { checkBoundary } from '../find-managed-policy.js';
import { roleArn } from '../find-role.js';
import type { Operation } from '../operation.js';
import { refuseServiceLinkedPath } from '../service-linked-roles.js';
import { storeUnique } from '../store-unique.js';
import { ROLES, type Role } from '../tables/roles.js';
import { addTags } from '../tags.js';
import { createUniqueId } from '../unique-id.js';

/** How long the sessions of a role last at most, where it does not say (IAM API Reference, "CreateRole"). */
const DEFAULT_MAX_SESSION_DURATION_SECONDS = 3600;

/** Makes a role (IAM API Reference, "CreateRole"). */
export const createRole: Operation<'CreateRole'> = {
  name: 'CreateRole',
  access: 'write',
  demands: ({ RoleName, Path = '/', PermissionsBoundary, Tags }, scope) => [
    {
      action: 'iam:CreateRole',
      resource: roleArn(scope, { path: Path, roleName: RoleName }),
      context: [...boundaryKey(PermissionsBoundary), ...requestTags(Tags)],
    },
  ],
  run: async (input, scope) => {
    const { store, caller, now, quotas, secrets } = scope;
    const { RoleName, Path = '/', Description, PermissionsBoundary, Tags } = input;
    const { accountId } = caller;
    refuseServiceLinkedPath(Path);
    const trust = await checkTrustPolicy(input.AssumeRolePolicyDocument, scope);
    await checkBoundary(PermissionsBoundary, scope);
    checkQuota('RolesPerAccount', await store.count(ROLES, { accountId }), quotas.RolesQuota);
    const role: Role = {
      ...trust,
      accountId,
      roleId: createUniqueId('role', secrets),
      roleName: RoleName,
      path: Path,
      createDate: now.toISOString(),
      description: Description,
      maxSessionDurationSeconds: input.MaxSessionDuration ?? DEFAULT_MAX_SESSION_DURATION_SECONDS,
      tags: addTags([], Tags),
      permissionsBoundary: PermissionsBoundary,
    };
    await storeUnique(store, 'insert', ROLES, role, `Role with name ${RoleName} already exists.`);
    return { Role: await describeNewRole(role, scope) };
  },
};
