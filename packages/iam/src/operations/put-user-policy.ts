// PutUserPolicy.
import { demandOnUserPermissions } from '../find-user.js';
import { putInlinePolicy } from '../inline-policies.js';
import type { Operation } from '../operation.js';
import { getUserPolicyHolder } from '../policy-holder.js';

/** Embeds a policy in a user (IAM API Reference, "PutUserPolicy"). */
export const putUserPolicy: Operation<'PutUserPolicy'> = {
  name: 'PutUserPolicy',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnUserPermissions('iam:PutUserPolicy', UserName, scope),
  run: async ({ UserName, PolicyName, PolicyDocument }, scope) => {
    const holder = await getUserPolicyHolder(UserName, scope);
    await putInlinePolicy(holder, PolicyName, PolicyDocument, scope);
    return undefined;
  },
};
