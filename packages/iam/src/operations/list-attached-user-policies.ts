// ListAttachedUserPolicies.
import { listAttachedPolicies } from '../attached-policies.js';
import { demandOnUser } from '../find-user.js';
import type { Operation } from '../operation.js';
import { getUserPolicyHolder } from '../policy-holder.js';

/** Lists the managed policies attached to a user, by name (IAM API Reference, "ListAttachedUserPolicies"). */
export const listAttachedUserPolicies: Operation<'ListAttachedUserPolicies'> = {
  name: 'ListAttachedUserPolicies',
  access: 'read',
  demands: ({ UserName }, scope) => demandOnUser('iam:ListAttachedUserPolicies', UserName, scope),
  run: async (input, scope) => {
    const holder = await getUserPolicyHolder(input.UserName, scope);
    return listAttachedPolicies('ListAttachedUserPolicies', input, holder, scope);
  },
};
