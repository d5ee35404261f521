// ListUserPolicies.
import { demandOnUser } from '../find-user.js';
import { listInlinePolicies } from '../inline-policies.js';
import type { Operation } from '../operation.js';
import { getUserPolicyHolder } from '../policy-holder.js';

/** Lists the names of the inline policies of a user (IAM API Reference, "ListUserPolicies"). */
export const listUserPolicies: Operation<'ListUserPolicies'> = {
  name: 'ListUserPolicies',
  access: 'read',
  demands: ({ UserName }, scope) => demandOnUser('iam:ListUserPolicies', UserName, scope),
  run: async (input, scope) => {
    const holder = await getUserPolicyHolder(input.UserName, scope);
    return listInlinePolicies('ListUserPolicies', input, holder, scope);
  },
};
