// ListGroupPolicies.
import { demandOnGroup } from '../find-group.js';
import { listInlinePolicies } from '../inline-policies.js';
import type { Operation } from '../operation.js';
import { getGroupPolicyHolder } from '../policy-holder.js';

/** Lists the names of the inline policies of a group (IAM API Reference, "ListGroupPolicies"). */
export const listGroupPolicies: Operation<'ListGroupPolicies'> = {
  name: 'ListGroupPolicies',
  access: 'read',
  demands: ({ GroupName }, scope) => demandOnGroup('iam:ListGroupPolicies', GroupName, scope),
  run: async (input, scope) => {
    const holder = await getGroupPolicyHolder(input.GroupName, scope);
    return listInlinePolicies('ListGroupPolicies', input, holder, scope);
  },
};
