// DeleteRole.
import { refuseWhileHeld } from '../delete-conflict.js';
import { demandOnRole, getRoleByName } from '../find-role.js';
import type { Operation } from '../operation.js';
import { ROLE_HOLDS } from '../role-holds.js';
import { LAST_USES } from '../tables/last-uses.js';
import { ROLES } from '../tables/roles.js';

/** Deletes a role that holds nothing any more; its sessions end (IAM API Reference, "DeleteRole"). */
export const deleteRole: Operation<'DeleteRole'> = {
  name: 'DeleteRole',
  access: 'write',
  demands: ({ RoleName }, scope) => demandOnRole('iam:DeleteRole', RoleName, scope),
  run: async ({ RoleName }, scope) => {
    const role = await getRoleByName(RoleName, scope);
    await refuseWhileHeld(scope.store, role, ROLE_HOLDS);
    await scope.store.remove(ROLES, role);
    const lastUse = await scope.store.get(LAST_USES, role.accountId, ['role', role.roleId]);
    if (lastUse !== undefined) await scope.store.remove(LAST_USES, lastUse);
    return undefined;
  },
};
