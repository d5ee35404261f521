// ListAttachedGroupPolicies.
import { listAttachedPolicies } from '../attached-policies.js';
import { demandOnGroup } from '../find-group.js';
import type { Operation } from '../operation.js';
import { getGroupPolicyHolder } from '../policy-holder.js';

/** Lists the managed policies attached to a group, by name (IAM API Reference, "ListAttachedGroupPolicies"). */
export const listAttachedGroupPolicies: Operation<'ListAttachedGroupPolicies'> = {
  name: 'ListAttachedGroupPolicies',
  access: 'read',
  demands: ({ GroupName }, scope) =>
    demandOnGroup('iam:ListAttachedGroupPolicies', GroupName, scope),
  run: async (input, scope) => {
    const holder = await getGroupPolicyHolder(input.GroupName, scope);
    return listAttachedPolicies('ListAttachedGroupPolicies', input, holder, scope);
  },
};
