// ListRolePolicies.
import { demandOnRole } from '../find-role.js';
import { listInlinePolicies } from '../inline-policies.js';
import type { Operation } from '../operation.js';
import { getRolePolicyHolder } from '../policy-holder.js';

/** Lists the names of the inline policies of a role (IAM API Reference, "ListRolePolicies"). */
export const listRolePolicies: Operation<'ListRolePolicies'> = {
  name: 'ListRolePolicies',
  access: 'read',
  demands: ({ RoleName }, scope) => demandOnRole('iam:ListRolePolicies', RoleName, scope),
  run: async (input, scope) => {
    const holder = await getRolePolicyHolder(input.RoleName, scope);
    return listInlinePolicies('ListRolePolicies', input, holder, scope);
  },
};
