// CreatePolicy.
import { checkQuota } from '../check-quota.js';
import { requestTags } from '../demand-context.js';
import { describeNewPolicy } from '../describe-managed-policy.js';
import { managedPolicyArn } from '../managed-policy-arn.js';
import type { Operation } from '../operation.js';
import { storePolicyVersion } from '../store-policy-version.js';
import { storeUnique } from '../store-unique.js';
import { MANAGED_POLICIES, type ManagedPolicy } from '../tables/managed-policies.js';
import { addTags } from '../tags.js';
import { createUniqueId } from '../unique-id.js';

/** Makes a managed policy, whose first version is in force (IAM API Reference, "CreatePolicy"). */
export const createPolicy: Operation<'CreatePolicy'> = {
  name: 'CreatePolicy',
  access: 'write',
  demands: ({ PolicyName, Path = '/', Tags }, { caller: { accountId }, partition }) => [
    {
      action: 'iam:CreatePolicy',
      resource: managedPolicyArn({ accountId, path: Path, policyName: PolicyName }, partition),
      context: requestTags(Tags),
    },
  ],
  run: async ({ PolicyName, PolicyDocument, Path = '/', Description, Tags }, scope) => {
    const { store, caller, now, quotas, secrets } = scope;
    const { accountId } = caller;
    const present = await store.count(MANAGED_POLICIES, { accountId });
    checkQuota('PoliciesPerAccount', present, quotas.PoliciesQuota);
    const policy: ManagedPolicy = {
      accountId,
      policyId: createUniqueId('policy', secrets),
      policyName: PolicyName,
      path: Path,
      createDate: now.toISOString(),
      updateDate: now.toISOString(),
      description: Description,
      defaultVersion: 1,
      lastVersion: 1,
      tags: addTags([], Tags),
    };
    const taken = `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`;
    await storeUnique(store, 'insert', MANAGED_POLICIES, policy, taken);
    await storePolicyVersion(policy, PolicyDocument, scope);
    return { Policy: await describeNewPolicy(policy, scope) };
  },
};
