// DeleteRolePermissionsBoundary.
import { demandOnRolePermissions, getRoleByName } from '../find-role.js';
import type { Operation } from '../operation.js';
import { ROLES } from '../tables/roles.js';

/** Takes the permissions boundary from a role (IAM API Reference, "DeleteRolePermissionsBoundary"). */
export const deleteRolePermissionsBoundary: Operation<'DeleteRolePermissionsBoundary'> = {
  name: 'DeleteRolePermissionsBoundary',
  access: 'write',
  demands: ({ RoleName }, scope) =>
    demandOnRolePermissions('iam:DeleteRolePermissionsBoundary', RoleName, scope),
  run: async ({ RoleName }, scope) => {
    const { permissionsBoundary: _, ...role } = await getRoleByName(RoleName, scope);
    await scope.store.replace(ROLES, role);
    return undefined;
  },
};
