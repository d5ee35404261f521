// CreatePolicyVersion.
import { describeListedVersion } from '../describe-managed-policy.js';
import { IamError } from '../errors.js';
import { demandOnPolicy, getOwnPolicy } from '../find-managed-policy.js';
import type { Operation } from '../operation.js';
import { storePolicyVersion } from '../store-policy-version.js';
import { MANAGED_POLICIES } from '../tables/managed-policies.js';
import { POLICY_VERSIONS } from '../tables/policy-versions.js';

/** Adds a version to a managed policy, with a number never used before (IAM API Reference, "CreatePolicyVersion"). */
export const createPolicyVersion: Operation<'CreatePolicyVersion'> = {
  name: 'CreatePolicyVersion',
  access: 'write',
  demands: ({ PolicyArn }, scope) => demandOnPolicy('iam:CreatePolicyVersion', PolicyArn, scope),
  run: async ({ PolicyArn, PolicyDocument, SetAsDefault = false }, scope) => {
    const { store, now, quotas } = scope;
    const policy = await getOwnPolicy(PolicyArn, scope);
    const { accountId, policyId, defaultVersion } = policy;
    const present = await store.count(POLICY_VERSIONS, { accountId, prefix: [policyId] });
    if (present >= quotas.VersionsPerPolicyQuota) {
      throw new IamError(
        'LimitExceeded',
        `A managed policy can have up to ${quotas.VersionsPerPolicyQuota} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    const lastVersion = policy.lastVersion + 1;
    const changed = {
      ...policy,
      lastVersion,
      defaultVersion: SetAsDefault ? lastVersion : defaultVersion,
      updateDate: now.toISOString(),
    };
    const version = await storePolicyVersion(changed, PolicyDocument, scope);
    await store.replace(MANAGED_POLICIES, changed);
    return { PolicyVersion: describeListedVersion(changed, version) };
  },
};
