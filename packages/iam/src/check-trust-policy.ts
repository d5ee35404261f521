// The trust policy that a role is given.
import { checkPolicyDocument, policySize } from './check-policy-document.js';
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';
import type { Role } from './tables/roles.js';
import { findTrustedPrincipals } from './trusted-principals.js';

/**
 * What of a trust policy is stored with its role.
 *
 * @throws IamError MalformedPolicyDocument; LimitExceeded when it is too long
 */
export async function checkTrustPolicy(
  document: string,
  scope: ReadScope,
): Promise<Pick<Role, 'trustPolicy' | 'trustedPrincipals'>> {
  const policy = checkPolicyDocument(document, 'trust');
  const quota = scope.quotas.AssumeRolePolicySizeQuota;
  if (policySize(document) > quota) {
    throw new IamError('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${quota}`);
  }
  return { trustPolicy: document, trustedPrincipals: await findTrustedPrincipals(policy, scope) };
}
