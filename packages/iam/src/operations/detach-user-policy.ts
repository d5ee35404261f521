// DetachUserPolicy.
import { detachPolicy } from '../attached-policies.js';
import { policyArnKey } from '../demand-context.js';
import { demandOnUserPermissions } from '../find-user.js';
import type { Operation } from '../operation.js';
import { getUserPolicyHolder } from '../policy-holder.js';

/** Detaches a managed policy from a user (IAM API Reference, "DetachUserPolicy"). */
export const detachUserPolicy: Operation<'DetachUserPolicy'> = {
  name: 'DetachUserPolicy',
  access: 'write',
  demands: ({ UserName, PolicyArn }, scope) =>
    demandOnUserPermissions('iam:DetachUserPolicy', UserName, scope, policyArnKey(PolicyArn)),
  run: async ({ UserName, PolicyArn }, scope) => {
    await detachPolicy(await getUserPolicyHolder(UserName, scope), PolicyArn, scope);
    return undefined;
  },
};
