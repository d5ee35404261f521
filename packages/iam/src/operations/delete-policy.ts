// DeletePolicy.
import { IamError } from '../errors.js';
import { demandOnPolicy, getOwnPolicy } from '../find-managed-policy.js';
import type { Operation } from '../operation.js';
import { isUsed } from '../policy-usage.js';
import { MANAGED_POLICIES } from '../tables/managed-policies.js';
import { POLICY_VERSIONS } from '../tables/policy-versions.js';

/**
 * Deletes a managed policy that binds nobody and has no version but the one in force (IAM API
 * Reference, "DeletePolicy"). One that is a boundary binds whoever has it.
 */
export const deletePolicy: Operation<'DeletePolicy'> = {
  name: 'DeletePolicy',
  access: 'write',
  demands: ({ PolicyArn }, scope) => demandOnPolicy('iam:DeletePolicy', PolicyArn, scope),
  run: async ({ PolicyArn }, scope) => {
    const policy = await getOwnPolicy(PolicyArn, scope);
    for (const usage of ['PermissionsPolicy', 'PermissionsBoundary'] as const) {
      if (await isUsed(PolicyArn, usage, scope)) {
        throw new IamError('DeleteConflict', 'Cannot delete a policy attached to entities.');
      }
    }
    const range = { accountId: policy.accountId, prefix: [policy.policyId] };
    const versions = await scope.store.list(POLICY_VERSIONS, range);
    if (versions.length > 1) {
      throw new IamError(
        'DeleteConflict',
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    for (const version of versions) await scope.store.remove(POLICY_VERSIONS, version);
    await scope.store.remove(MANAGED_POLICIES, policy);
    return undefined;
  },
};
