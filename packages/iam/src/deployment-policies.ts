// The managed policies that every account has: the built-in ones, and those that services contribute.
import { managedPolicyArn } from './managed-policy-arn.js';
import type { ReadScope } from './operation.js';
import { type Listing, listSorted, onlyMatching } from './paging.js';
import { isUsed } from './policy-usage.js';
import { DEPLOYMENT } from './store.js';
import { MANAGED_POLICIES, type ManagedPolicy } from './tables/managed-policies.js';

/**
 * All of them by name. One that its service has withdrawn is seen by the accounts that use it alone
 * (IAM User Guide, "Deprecated AWS managed policies").
 */
export async function listDeploymentPolicies(scope: ReadScope): Promise<Listing<ManagedPolicy>> {
  const contributed = await scope.store.list(MANAGED_POLICIES, { accountId: DEPLOYMENT });
  const policies = new Map<string, ManagedPolicy>();
  for (const policy of contributed) policies.set(policy.policyName.toLowerCase(), policy);
  for (const { policy } of scope.managedPolicies.values()) {
    policies.set(policy.policyName.toLowerCase(), policy);
  }
  const sorted = listSorted([...policies.values()], ({ policyName }) => policyName.toLowerCase());
  return onlyMatching(sorted, async (policy) => !policy.isWithdrawn || isBinding(policy, scope));
}

/** Those that bind somebody of the account. */
export async function listUsedDeploymentPolicies(
  scope: ReadScope,
): Promise<Listing<ManagedPolicy>> {
  return onlyMatching(await listDeploymentPolicies(scope), (policy) => isBinding(policy, scope));
}

async function isBinding(policy: ManagedPolicy, scope: ReadScope): Promise<boolean> {
  const arn = managedPolicyArn(policy, scope.partition);
  return (
    (await isUsed(arn, 'PermissionsPolicy', scope)) ||
    (await isUsed(arn, 'PermissionsBoundary', scope))
  );
}
