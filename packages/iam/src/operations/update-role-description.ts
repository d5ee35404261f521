// UpdateRoleDescription.
import { describeUpdatedRole } from '../describe-role.js';
import { demandOnRole, getRoleByName } from '../find-role.js';
import type { Operation } from '../operation.js';
import { ROLES } from '../tables/roles.js';

/** Changes the description of a role (IAM API Reference, "UpdateRoleDescription"). */
export const updateRoleDescription: Operation<'UpdateRoleDescription'> = {
  name: 'UpdateRoleDescription',
  access: 'write',
  demands: ({ RoleName }, scope) => demandOnRole('iam:UpdateRoleDescription', RoleName, scope),
  run: async ({ RoleName, Description }, scope) => {
    const role = { ...(await getRoleByName(RoleName, scope)), description: Description };
    await scope.store.replace(ROLES, role);
    return { Role: await describeUpdatedRole(role, scope) };
  },
};
