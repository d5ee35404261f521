// GetPolicy.
import { describeWholePolicy } from '../describe-managed-policy.js';
import { demandOnPolicy, getManagedPolicy } from '../find-managed-policy.js';
import type { Operation } from '../operation.js';

/** Shows a managed policy, but no document (IAM API Reference, "GetPolicy"). */
export const getPolicy: Operation<'GetPolicy'> = {
  name: 'GetPolicy',
  access: 'read',
  demands: ({ PolicyArn }, scope) => demandOnPolicy('iam:GetPolicy', PolicyArn, scope),
  run: async ({ PolicyArn }, scope) => ({
    Policy: await describeWholePolicy(await getManagedPolicy(PolicyArn, scope), scope),
  }),
};
