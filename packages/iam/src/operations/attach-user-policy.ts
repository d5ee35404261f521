// AttachUserPolicy.
import { attachPolicy } from '../attached-policies.js';
import { policyArnKey } from '../demand-context.js';
import { demandOnUserPermissions } from '../find-user.js';
import type { Operation } from '../operation.js';
import { getUserPolicyHolder } from '../policy-holder.js';

/** Attaches a managed policy to a user (IAM API Reference, "AttachUserPolicy"). */
export const attachUserPolicy: Operation<'AttachUserPolicy'> = {
  name: 'AttachUserPolicy',
  access: 'write',
  demands: ({ UserName, PolicyArn }, scope) =>
    demandOnUserPermissions('iam:AttachUserPolicy', UserName, scope, policyArnKey(PolicyArn)),
  run: async ({ UserName, PolicyArn }, scope) => {
    await attachPolicy(await getUserPolicyHolder(UserName, scope), PolicyArn, scope);
    return undefined;
  },
};
