// UpdateRole.
import { demandOnRole } from '../find-role.js';
import type { Operation } from '../operation.js';
import { getModifiableRole } from '../service-linked-roles.js';
import { ROLES } from '../tables/roles.js';

/** Changes the description and the longest session of a role; what is not given stays (IAM API Reference, "UpdateRole"). */
export const updateRole: Operation<'UpdateRole'> = {
  name: 'UpdateRole',
  access: 'write',
  demands: ({ RoleName }, scope) => demandOnRole('iam:UpdateRole', RoleName, scope),
  run: async ({ RoleName, Description, MaxSessionDuration }, scope) => {
    const role = await getModifiableRole(RoleName, scope);
    await scope.store.replace(ROLES, {
      ...role,
      description: Description ?? role.description,
      maxSessionDurationSeconds: MaxSessionDuration ?? role.maxSessionDurationSeconds,
    });
    return {};
  },
};
