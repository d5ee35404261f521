// Managed policies that belong to no account: each account can attach them, and none can change them.
import { parsePolicy } from '@ostiary/policy';
import { BUILT_IN_POLICIES } from './built-in-policies.js';
import type { BuiltInPolicy } from './built-in-policy.js';
import { managedPolicyArn } from './managed-policy-arn.js';
import { DEPLOYMENT } from './store.js';
import type { ManagedPolicy } from './tables/managed-policies.js';
import type { PolicyVersion } from './tables/policy-versions.js';

/** A policy of the catalog, as if an account had made it. */
export interface CatalogedPolicy {
  readonly arn: string;
  readonly policy: ManagedPolicy;
  readonly version: PolicyVersion;
}

/** The managed policies that every account has, by ARN, sorted by name. */
export type ManagedPolicyCatalog = ReadonlyMap<string, CatalogedPolicy>;

/**
 * The built-in policies and those that are contributed.
 *
 * @throws TypeError when one of them is no policy, or two have one name
 */
export function createManagedPolicyCatalog(
  partition: string,
  contributed: readonly BuiltInPolicy[] = [],
): ManagedPolicyCatalog {
  const policies = [...BUILT_IN_POLICIES, ...contributed].map((each) => catalog(each, partition));
  policies.sort((a, b) => (a.policy.policyName < b.policy.policyName ? -1 : 1));
  const names = new Set(policies.map(({ policy }) => policy.policyName.toLowerCase()));
  const ids = new Set(policies.map(({ policy }) => policy.policyId));
  if (names.size < policies.length || ids.size < policies.length) {
    throw new TypeError('two managed policies of the deployment have one name or one id');
  }
  return new Map(policies.map((each) => [each.arn, each]));
}

function catalog(builtIn: BuiltInPolicy, partition: string): CatalogedPolicy {
  const { policyId, policyName, path = '/', createDate, updateDate, version } = builtIn;
  const document = JSON.stringify(builtIn.document, null, 2);
  const parsed = parsePolicy(document, { policyType: 'identity' });
  if (!parsed.ok) {
    throw new TypeError(`managed policy \`${policyName}\`: ${parsed.issues[0]?.message}`);
  }
  const accountId = DEPLOYMENT;
  const policy: ManagedPolicy = {
    ...{ accountId, policyId, policyName, path, createDate, updateDate },
    description: builtIn.description,
    defaultVersion: version,
    lastVersion: version,
    tags: [],
  };
  return {
    arn: managedPolicyArn(policy, partition),
    policy,
    version: { accountId, policyId, version, document, createDate: updateDate },
  };
}
