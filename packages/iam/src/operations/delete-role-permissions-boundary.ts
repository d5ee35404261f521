// DeleteRolePermissionsBoundary.
import { demandOnRolePermissions } from '../find-role.js';
import type { Operation } from '../operation.js';
import { getModifiableRole } from '../service-linked-roles.js';
import { ROLES } from '../tables/roles.js';

/** Takes the permissions boundary from a role (IAM API Reference, "DeleteRolePermissionsBoundary"). */
export const deleteRolePermissionsBoundary: Operation<'DeleteRolePermissionsBoundary'> = {
  name: 'DeleteRolePermissionsBoundary',
  access: 'write',
  demands: ({ RoleName }, scope) =>
    demandOnRolePermissions('iam:DeleteRolePermissionsBoundary', RoleName, scope),
  run: async ({ RoleName }, scope) => {
    const { permissionsBoundary: _, ...role } = await getModifiableRole(RoleName, scope);
    await scope.store.replace(ROLES, role);
    return undefined;
  },
};
