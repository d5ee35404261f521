// DetachGroupPolicy.
import { detachPolicy } from '../attached-policies.js';
import { policyArnKey } from '../demand-context.js';
import { demandOnGroup } from '../find-group.js';
import type { Operation } from '../operation.js';
import { getGroupPolicyHolder } from '../policy-holder.js';

/** Detaches a managed policy from a group (IAM API Reference, "DetachGroupPolicy"). */
export const detachGroupPolicy: Operation<'DetachGroupPolicy'> = {
  name: 'DetachGroupPolicy',
  access: 'write',
  demands: ({ GroupName, PolicyArn }, scope) =>
    demandOnGroup('iam:DetachGroupPolicy', GroupName, scope, policyArnKey(PolicyArn)),
  run: async ({ GroupName, PolicyArn }, scope) => {
    await detachPolicy(await getGroupPolicyHolder(GroupName, scope), PolicyArn, scope);
    return undefined;
  },
};
