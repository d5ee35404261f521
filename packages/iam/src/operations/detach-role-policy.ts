// DetachRolePolicy.
import { detachPolicy } from '../attached-policies.js';
import { policyArnKey } from '../demand-context.js';
import { demandOnRolePermissions } from '../find-role.js';
import type { Operation } from '../operation.js';
import { getModifiableRolePolicyHolder } from '../policy-holder.js';

/** Detaches a managed policy from a role (IAM API Reference, "DetachRolePolicy"). */
export const detachRolePolicy: Operation<'DetachRolePolicy'> = {
  name: 'DetachRolePolicy',
  access: 'write',
  demands: ({ RoleName, PolicyArn }, scope) =>
    demandOnRolePermissions('iam:DetachRolePolicy', RoleName, scope, policyArnKey(PolicyArn)),
  run: async ({ RoleName, PolicyArn }, scope) => {
    await detachPolicy(await getModifiableRolePolicyHolder(RoleName, scope), PolicyArn, scope);
    return undefined;
  },
};
