// A new version of a managed policy.
import { checkPolicyDocument, policySize } from './check-policy-document.js';
import { IamError } from './errors.js';
import type { WriteScope } from './operation.js';
import type { ManagedPolicy } from './tables/managed-policies.js';
import { POLICY_VERSIONS, type PolicyVersion } from './tables/policy-versions.js';

/**
 * Stores a document as the version of a policy that was made last.
 *
 * @throws IamError MalformedPolicyDocument; LimitExceeded when it is too long
 */
export async function storePolicyVersion(
  { accountId, policyId, lastVersion }: ManagedPolicy,
  document: string,
  { store, now, quotas: { PolicySizeQuota } }: WriteScope,
): Promise<PolicyVersion> {
  checkPolicyDocument(document, 'managed');
  if (policySize(document) > PolicySizeQuota) {
    throw new IamError('LimitExceeded', `Cannot exceed quota for PolicySize: ${PolicySizeQuota}`);
  }
  const createDate = now.toISOString();
  const version = { accountId, policyId, version: lastVersion, document, createDate };
  await store.insert(POLICY_VERSIONS, version);
  return version;
}
