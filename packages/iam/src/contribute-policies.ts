// The managed policies of a service as its definition has them: made, changed and withdrawn.
import type { AccountId } from '@ostiary/policy';
import type { ContributedPolicy } from './contributed-policy.js';
import type { DomainScope } from './domain-scope.js';
import { IamError } from './errors.js';
import { managedPolicyArn } from './managed-policy-arn.js';
import { isUsed } from './policy-usage.js';
import { DEPLOYMENT, type Writer } from './store.js';
import { ACCOUNTS } from './tables/accounts.js';
import { MANAGED_POLICIES, type ManagedPolicy } from './tables/managed-policies.js';
import { POLICY_VERSIONS, versionKey } from './tables/policy-versions.js';
import { createUniqueId } from './unique-id.js';

/** Most policies of one service, withdrawn ones that are still in use included. */
const MAX_POLICIES = 100;

/** How many accounts are held at once. */
const PAGE = 500;

/** Where policies are contributed to. */
export interface ContributionScope extends Omit<DomainScope, 'store' | 'now' | 'loadOrganization'> {
  readonly store: Writer;
  readonly now: Date;
}

/**
 * Makes the policies of a service those that it contributes now. A document that changed is a new
 * version, in force at once. What is contributed no more is taken away where nobody uses it; else it
 * is withdrawn, and binds whom it is attached to until it is detached (IAM User Guide, "Deprecated AWS
 * managed policies").
 *
 * @throws IamError EntityAlreadyExists for a name that is not the service's own, LimitExceeded,
 *   ValidationError for a policy that moved: its ARN is what it is attached by
 */
export async function contributePolicies(
  serviceName: string,
  contributed: readonly ContributedPolicy[],
  scope: ContributionScope,
): Promise<void> {
  const names = new Set(contributed.map(({ policyName }) => policyName.toLowerCase()));
  const known = await scope.store.list(MANAGED_POLICIES, { accountId: DEPLOYMENT });
  const own = known.filter((policy) => policy.serviceName === serviceName);
  let count = contributed.length;
  for (const policy of own.filter((each) => !names.has(each.policyName.toLowerCase()))) {
    if (await withdraw(policy, scope)) count += 1;
  }
  if (names.size < contributed.length) throw taken('two policies of the service have one name');
  if (count > MAX_POLICIES) {
    throw new IamError(
      'LimitExceeded',
      `a service contributes ${MAX_POLICIES} managed policies at most`,
    );
  }
  for (const policy of contributed) await contribute(serviceName, policy, scope);
}

async function contribute(
  serviceName: string,
  contributed: ContributedPolicy,
  scope: ContributionScope,
): Promise<void> {
  const { store, managedPolicies } = scope;
  const { policyName, path } = contributed;
  const key = [policyName.toLowerCase()];
  const builtIn = [...managedPolicies.values()].map(({ policy }) => policy.policyName);
  const known = await store.find(MANAGED_POLICIES, 'name', DEPLOYMENT, key);
  if (known === undefined && !builtIn.some((name) => name.toLowerCase() === key[0])) {
    return create(serviceName, contributed, scope);
  }
  if (known?.serviceName !== serviceName) throw taken(`a policy called ${policyName} exists`);
  if (known.path !== path || known.policyName !== policyName) {
    const arn = managedPolicyArn(known, scope.partition);
    throw new IamError('ValidationError', `the managed policy ${arn} keeps its path and its name`);
  }
  return change(known, contributed, scope);
}

async function create(
  serviceName: string,
  { document, ...contributed }: ContributedPolicy,
  { store, secrets, now }: ContributionScope,
): Promise<void> {
  const createDate = now.toISOString();
  const policyId = createUniqueId('policy', secrets);
  await store.insert(MANAGED_POLICIES, {
    ...{ accountId: DEPLOYMENT, policyId, ...contributed, createDate, updateDate: createDate },
    ...{ defaultVersion: 1, lastVersion: 1, tags: [], serviceName },
  });
  const version = { accountId: DEPLOYMENT, policyId, version: 1, document, createDate };
  await store.insert(POLICY_VERSIONS, version);
}

async function change(
  known: ManagedPolicy,
  { document, description }: ContributedPolicy,
  { store, now, quotas }: ContributionScope,
): Promise<void> {
  const { accountId, policyId, defaultVersion } = known;
  const inForce = await store.get(POLICY_VERSIONS, accountId, [
    policyId,
    versionKey(defaultVersion),
  ]);
  const isSame = inForce?.document === document;
  if (isSame && known.description === description && !known.isWithdrawn) return;
  const lastVersion = isSame ? known.lastVersion : known.lastVersion + 1;
  const updateDate = now.toISOString();
  await store.replace(MANAGED_POLICIES, {
    ...{ ...known, description, updateDate, lastVersion },
    ...{ defaultVersion: isSame ? defaultVersion : lastVersion, isWithdrawn: undefined },
  });
  if (isSame) return;
  const version = { accountId, policyId, version: lastVersion, document, createDate: updateDate };
  await store.insert(POLICY_VERSIONS, version);
  const versions = await store.list(POLICY_VERSIONS, { accountId, prefix: [policyId] });
  for (const old of versions.slice(0, -quotas.VersionsPerPolicyQuota)) {
    await store.remove(POLICY_VERSIONS, old);
  }
}

/** Answers whether the policy is still there. */
async function withdraw(policy: ManagedPolicy, scope: ContributionScope): Promise<boolean> {
  const { store, partition } = scope;
  const { accountId, policyId } = policy;
  if (await isUsedAnywhere(managedPolicyArn(policy, partition), scope)) {
    if (!policy.isWithdrawn)
      await store.replace(MANAGED_POLICIES, { ...policy, isWithdrawn: true });
    return true;
  }
  for (const version of await store.list(POLICY_VERSIONS, { accountId, prefix: [policyId] })) {
    await store.remove(POLICY_VERSIONS, version);
  }
  await store.remove(MANAGED_POLICIES, policy);
  return false;
}

async function isUsedAnywhere(policyArn: string, scope: ContributionScope): Promise<boolean> {
  const { store } = scope;
  const isUsedIn = async (accountId: AccountId): Promise<boolean> => {
    const within = { ...scope, caller: { accountId } };
    return (
      (await isUsed(policyArn, 'PermissionsPolicy', within)) ||
      (await isUsed(policyArn, 'PermissionsBoundary', within))
    );
  };
  for (let after: AccountId | undefined, more = true; more; ) {
    const key = after && [after];
    const page = await store.list(ACCOUNTS, { accountId: DEPLOYMENT, after: key, limit: PAGE });
    for (const { id } of page) if (await isUsedIn(id)) return true;
    after = page.at(-1)?.id;
    more = page.length === PAGE;
  }
  return false;
}

function taken(message: string): IamError {
  return new IamError('EntityAlreadyExists', message);
}
