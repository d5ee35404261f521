// DeleteUserPolicy.
import { demandOnUserPermissions } from '../find-user.js';
import { deleteInlinePolicy } from '../inline-policies.js';
import type { Operation } from '../operation.js';
import { getUserPolicyHolder } from '../policy-holder.js';

/** Takes an inline policy from a user (IAM API Reference, "DeleteUserPolicy"). */
export const deleteUserPolicy: Operation<'DeleteUserPolicy'> = {
  name: 'DeleteUserPolicy',
  access: 'write',
  demands: ({ UserName }, scope) =>
    demandOnUserPermissions('iam:DeleteUserPolicy', UserName, scope),
  run: async ({ UserName, PolicyName }, scope) => {
    const holder = await getUserPolicyHolder(UserName, scope);
    await deleteInlinePolicy(holder, PolicyName, scope);
    return undefined;
  },
};
