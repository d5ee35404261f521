// AttachRolePolicy.
import { attachPolicy } from '../attached-policies.js';
import { policyArnKey } from '../demand-context.js';
import { demandOnRolePermissions } from '../find-role.js';
import type { Operation } from '../operation.js';
import { getModifiableRolePolicyHolder } from '../policy-holder.js';

/** Attaches a managed policy to a role (IAM API Reference, "AttachRolePolicy"). */
export const attachRolePolicy: Operation<'AttachRolePolicy'> = {
  name: 'AttachRolePolicy',
  access: 'write',
  demands: ({ RoleName, PolicyArn }, scope) =>
    demandOnRolePermissions('iam:AttachRolePolicy', RoleName, scope, policyArnKey(PolicyArn)),
  run: async ({ RoleName, PolicyArn }, scope) => {
    await attachPolicy(await getModifiableRolePolicyHolder(RoleName, scope), PolicyArn, scope);
    return undefined;
  },
};
