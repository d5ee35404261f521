// UpdateAssumeRolePolicy.
import { checkTrustPolicy } from '../check-trust-policy.js';
import { demandOnRole } from '../find-role.js';
import type { Operation } from '../operation.js';
import { getModifiableRole } from '../service-linked-roles.js';
import { ROLES } from '../tables/roles.js';

/** Gives a role another trust policy (IAM API Reference, "UpdateAssumeRolePolicy"). */
export const updateAssumeRolePolicy: Operation<'UpdateAssumeRolePolicy'> = {
  name: 'UpdateAssumeRolePolicy',
  access: 'write',
  demands: ({ RoleName }, scope) => demandOnRole('iam:UpdateAssumeRolePolicy', RoleName, scope),
  run: async ({ RoleName, PolicyDocument }, scope) => {
    const role = await getModifiableRole(RoleName, scope);
    await scope.store.replace(ROLES, {
      ...role,
      ...(await checkTrustPolicy(PolicyDocument, scope)),
    });
    return undefined;
  },
};
