// DeleteRolePolicy.
import { demandOnRolePermissions } from '../find-role.js';
import { deleteInlinePolicy } from '../inline-policies.js';
import type { Operation } from '../operation.js';
import { getModifiableRolePolicyHolder } from '../policy-holder.js';

/** Takes an inline policy from a role (IAM API Reference, "DeleteRolePolicy"). */
export const deleteRolePolicy: Operation<'DeleteRolePolicy'> = {
  name: 'DeleteRolePolicy',
  access: 'write',
  demands: ({ RoleName }, scope) =>
    demandOnRolePermissions('iam:DeleteRolePolicy', RoleName, scope),
  run: async ({ RoleName, PolicyName }, scope) => {
    const holder = await getModifiableRolePolicyHolder(RoleName, scope);
    await deleteInlinePolicy(holder, PolicyName, scope);
    return undefined;
  },
};
