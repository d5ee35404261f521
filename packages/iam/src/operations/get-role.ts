// GetRole.
import { describeWholeRole } from '../describe-role.js';
import { demandOnRole, getRoleByName } from '../find-role.js';
import type { Operation } from '../operation.js';

/** Shows a role (IAM API Reference, "GetRole"). */
export const getRole: Operation<'GetRole'> = {
  name: 'GetRole',
  access: 'read',
  demands: ({ RoleName }, scope) => demandOnRole('iam:GetRole', RoleName, scope),
  run: async ({ RoleName }, scope) => ({
    Role: await describeWholeRole(await getRoleByName(RoleName, scope), scope),
  }),
};
