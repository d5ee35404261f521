// PutGroupPolicy.
import { demandOnGroup } from '../find-group.js';
import { putInlinePolicy } from '../inline-policies.js';
import type { Operation } from '../operation.js';
import { getGroupPolicyHolder } from '../policy-holder.js';

/** Embeds a policy in a group (IAM API Reference, "PutGroupPolicy"). */
export const putGroupPolicy: Operation<'PutGroupPolicy'> = {
  name: 'PutGroupPolicy',
  access: 'write',
  demands: ({ GroupName }, scope) => demandOnGroup('iam:PutGroupPolicy', GroupName, scope),
  run: async ({ GroupName, PolicyName, PolicyDocument }, scope) => {
    const holder = await getGroupPolicyHolder(GroupName, scope);
    await putInlinePolicy(holder, PolicyName, PolicyDocument, scope);
    return undefined;
  },
};
