// ListAttachedRolePolicies.
import { listAttachedPolicies } from '../attached-policies.js';
import { demandOnRole } from '../find-role.js';
import type { Operation } from '../operation.js';
import { getRolePolicyHolder } from '../policy-holder.js';

/** Lists the managed policies attached to a role, by name (IAM API Reference, "ListAttachedRolePolicies"). */
export const listAttachedRolePolicies: Operation<'ListAttachedRolePolicies'> = {
  name: 'ListAttachedRolePolicies',
  access: 'read',
  demands: ({ RoleName }, scope) => demandOnRole('iam:ListAttachedRolePolicies', RoleName, scope),
  run: async (input, scope) => {
    const holder = await getRolePolicyHolder(input.RoleName, scope);
    return listAttachedPolicies('ListAttachedRolePolicies', input, holder, scope);
  },
};
