// DeleteRole.
import { refuseWhileHeld } from '../delete-conflict.js';
import { demandOnRole } from '../find-role.js';
import type { Operation } from '../operation.js';
import { removeRole } from '../remove-role.js';
import { ROLE_HOLDS } from '../role-holds.js';
import { getModifiableRole } from '../service-linked-roles.js';

/** Deletes a role that holds nothing any more; its sessions end (IAM API Reference, "DeleteRole"). */
export const deleteRole: Operation<'DeleteRole'> = {
  name: 'DeleteRole',
  access: 'write',
  demands: ({ RoleName }, scope) => demandOnRole('iam:DeleteRole', RoleName, scope),
  run: async ({ RoleName }, scope) => {
    const role = await getModifiableRole(RoleName, scope);
    await refuseWhileHeld(scope.store, role, ROLE_HOLDS);
    await removeRole(role, scope);
    return undefined;
  },
};
