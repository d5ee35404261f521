// DeleteGroupPolicy.
import { demandOnGroup } from '../find-group.js';
import { deleteInlinePolicy } from '../inline-policies.js';
import type { Operation } from '../operation.js';
import { getGroupPolicyHolder } from '../policy-holder.js';

/** Takes an inline policy from a group (IAM API Reference, "DeleteGroupPolicy"). */
export const deleteGroupPolicy: Operation<'DeleteGroupPolicy'> = {
  name: 'DeleteGroupPolicy',
  access: 'write',
  demands: ({ GroupName }, scope) => demandOnGroup('iam:DeleteGroupPolicy', GroupName, scope),
  run: async ({ GroupName, PolicyName }, scope) => {
    const holder = await getGroupPolicyHolder(GroupName, scope);
    await deleteInlinePolicy(holder, PolicyName, scope);
    return undefined;
  },
};
