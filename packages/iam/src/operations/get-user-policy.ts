// GetUserPolicy.
import { demandOnUser } from '../find-user.js';
import { getInlinePolicy } from '../inline-policies.js';
import type { Operation } from '../operation.js';
import { getUserPolicyHolder } from '../policy-holder.js';

/** Answers an inline policy of a user, to the letter as it was put (IAM API Reference, "GetUserPolicy"). */
export const getUserPolicy: Operation<'GetUserPolicy'> = {
  name: 'GetUserPolicy',
  access: 'read',
  demands: ({ UserName }, scope) => demandOnUser('iam:GetUserPolicy', UserName, scope),
  run: async ({ UserName, PolicyName }, scope) => {
    const holder = await getUserPolicyHolder(UserName, scope);
    const { policyName, document } = await getInlinePolicy(holder, PolicyName, scope);
    return { UserName: holder.name, PolicyName: policyName, PolicyDocument: document };
  },
};
