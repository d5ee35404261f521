// AttachGroupPolicy.
import { attachPolicy } from '../attached-policies.js';
import { policyArnKey } from '../demand-context.js';
import { demandOnGroup } from '../find-group.js';
import type { Operation } from '../operation.js';
import { getGroupPolicyHolder } from '../policy-holder.js';

/** Attaches a managed policy to a group (IAM API Reference, "AttachGroupPolicy"). */
export const attachGroupPolicy: Operation<'AttachGroupPolicy'> = {
  name: 'AttachGroupPolicy',
  access: 'write',
  demands: ({ GroupName, PolicyArn }, scope) =>
    demandOnGroup('iam:AttachGroupPolicy', GroupName, scope, policyArnKey(PolicyArn)),
  run: async ({ GroupName, PolicyArn }, scope) => {
    await attachPolicy(await getGroupPolicyHolder(GroupName, scope), PolicyArn, scope);
    return undefined;
  },
};
