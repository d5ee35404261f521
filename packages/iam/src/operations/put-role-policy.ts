// PutRolePolicy.
import { demandOnRolePermissions } from '../find-role.js';
import { putInlinePolicy } from '../inline-policies.js';
import type { Operation } from '../operation.js';
import { getModifiableRolePolicyHolder } from '../policy-holder.js';

/** Embeds a policy in a role (IAM API Reference, "PutRolePolicy"). */
export const putRolePolicy: Operation<'PutRolePolicy'> = {
  name: 'PutRolePolicy',
  access: 'write',
  demands: ({ RoleName }, scope) => demandOnRolePermissions('iam:PutRolePolicy', RoleName, scope),
  run: async ({ RoleName, PolicyName, PolicyDocument }, scope) => {
    const holder = await getModifiableRolePolicyHolder(RoleName, scope);
    await putInlinePolicy(holder, PolicyName, PolicyDocument, scope);
    return undefined;
  },
};
