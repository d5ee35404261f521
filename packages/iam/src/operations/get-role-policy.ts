// GetRolePolicy.
import { demandOnRole } from '../find-role.js';
import { getInlinePolicy } from '../inline-policies.js';
import type { Operation } from '../operation.js';
import { getRolePolicyHolder } from '../policy-holder.js';

/** Answers an inline policy of a role, to the letter as it was put (IAM API Reference, "GetRolePolicy"). */
export const getRolePolicy: Operation<'GetRolePolicy'> = {
  name: 'GetRolePolicy',
  access: 'read',
  demands: ({ RoleName }, scope) => demandOnRole('iam:GetRolePolicy', RoleName, scope),
  run: async ({ RoleName, PolicyName }, scope) => {
    const holder = await getRolePolicyHolder(RoleName, scope);
    const { policyName, document } = await getInlinePolicy(holder, PolicyName, scope);
    return { RoleName: holder.name, PolicyName: policyName, PolicyDocument: document };
  },
};
