// PutRolePermissionsBoundary.
import { boundaryKey } from '../demand-context.js';
import { checkBoundary } from '../find-managed-policy.js';
import { demandOnRole } from '../find-role.js';
import type { Operation } from '../operation.js';
import { getModifiableRole } from '../service-linked-roles.js';
import { ROLES } from '../tables/roles.js';

/** Sets the permissions boundary of a role, which is what is demanded too (IAM API Reference, "PutRolePermissionsBoundary"). */
export const putRolePermissionsBoundary: Operation<'PutRolePermissionsBoundary'> = {
  name: 'PutRolePermissionsBoundary',
  access: 'write',
  demands: ({ RoleName, PermissionsBoundary }, scope) => {
    const context = boundaryKey(PermissionsBoundary);
    return demandOnRole('iam:PutRolePermissionsBoundary', RoleName, scope, context);
  },
  run: async ({ RoleName, PermissionsBoundary }, scope) => {
    const role = await getModifiableRole(RoleName, scope);
    await checkBoundary(PermissionsBoundary, scope);
    await scope.store.replace(ROLES, { ...role, permissionsBoundary: PermissionsBoundary });
    return undefined;
  },
};
