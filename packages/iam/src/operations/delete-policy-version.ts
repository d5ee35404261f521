// DeletePolicyVersion.
import { IamError } from '../errors.js';
import { demandOnPolicy, getPolicyVersion, refuseBuiltIn } from '../find-managed-policy.js';
import type { Operation } from '../operation.js';
import { MANAGED_POLICIES } from '../tables/managed-policies.js';
import { POLICY_VERSIONS } from '../tables/policy-versions.js';

/** Deletes a version that is not in force (IAM API Reference, "DeletePolicyVersion"). */
export const deletePolicyVersion: Operation<'DeletePolicyVersion'> = {
  name: 'DeletePolicyVersion',
  access: 'write',
  demands: ({ PolicyArn }, scope) => demandOnPolicy('iam:DeletePolicyVersion', PolicyArn, scope),
  run: async ({ PolicyArn, VersionId }, scope) => {
    const { policy, version } = await getPolicyVersion(PolicyArn, VersionId, scope);
    refuseBuiltIn(policy);
    if (version.version === policy.defaultVersion) {
      throw new IamError('DeleteConflict', 'Cannot delete the default version of a policy.');
    }
    await scope.store.remove(POLICY_VERSIONS, version);
    await scope.store.replace(MANAGED_POLICIES, { ...policy, updateDate: scope.now.toISOString() });
    return undefined;
  },
};
