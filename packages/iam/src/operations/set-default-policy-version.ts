// SetDefaultPolicyVersion.
import { demandOnPolicy, getPolicyVersion, refuseBuiltIn } from '../find-managed-policy.js';
import type { Operation } from '../operation.js';
import { MANAGED_POLICIES } from '../tables/managed-policies.js';

/** Puts another version in force, for everyone who has the policy (IAM API Reference, "SetDefaultPolicyVersion"). */
export const setDefaultPolicyVersion: Operation<'SetDefaultPolicyVersion'> = {
  name: 'SetDefaultPolicyVersion',
  access: 'write',
  demands: ({ PolicyArn }, scope) =>
    demandOnPolicy('iam:SetDefaultPolicyVersion', PolicyArn, scope),
  run: async ({ PolicyArn, VersionId }, scope) => {
    const { policy, version } = await getPolicyVersion(PolicyArn, VersionId, scope);
    refuseBuiltIn(policy);
    await scope.store.replace(MANAGED_POLICIES, {
      ...policy,
      defaultVersion: version.version,
      updateDate: scope.now.toISOString(),
    });
    return undefined;
  },
};
