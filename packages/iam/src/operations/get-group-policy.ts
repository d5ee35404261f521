// GetGroupPolicy.
import { demandOnGroup } from '../find-group.js';
import { getInlinePolicy } from '../inline-policies.js';
import type { Operation } from '../operation.js';
import { getGroupPolicyHolder } from '../policy-holder.js';

/** Answers an inline policy of a group, to the letter as it was put (IAM API Reference, "GetGroupPolicy"). */
export const getGroupPolicy: Operation<'GetGroupPolicy'> = {
  name: 'GetGroupPolicy',
  access: 'read',
  demands: ({ GroupName }, scope) => demandOnGroup('iam:GetGroupPolicy', GroupName, scope),
  run: async ({ GroupName, PolicyName }, scope) => {
    const holder = await getGroupPolicyHolder(GroupName, scope);
    const { policyName, document } = await getInlinePolicy(holder, PolicyName, scope);
    return { GroupName: holder.name, PolicyName: policyName, PolicyDocument: document };
  },
};
