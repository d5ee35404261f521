// Resources that AWS lets nobody reach unless their own policy grants it, even within the account.
import { type ApplicablePolicies, compile, type NamedPolicy } from '@ostiary/evaluator';

/** What is asked of whom: enough to tell which policy the resource has. */
interface Target {
  readonly action: string;
  readonly resource: string;
}

/**
 * The type of policy that stands on the resource. A role is assumed by its trust policy (IAM User
 * Guide, "Roles terms and concepts"); whatever else has a policy has a resource-based one.
 */
export function resourcePolicyType({ action, resource }: Target): 'resource' | 'trust' {
  const isRole = /^arn:[^:]+:iam::\d{12}:role\//.test(resource);
  return isRole && /^sts:/i.test(action) ? 'trust' : 'resource';
}

/**
 * The policy of the resource, compiled. A role without a trust policy is assumed by nobody, and a
 * KMS key without a key policy used by nobody: there the absence of a policy is no permission (AWS
 * KMS Developer Guide, "Key policies in AWS KMS").
 */
export function compileResourcePolicy(
  policy: NamedPolicy | undefined,
  target: Target,
): Pick<ApplicablePolicies, 'resource' | 'resourceMustGrant'> {
  const type = resourcePolicyType(target);
  const resourceMustGrant = type === 'trust' || isKmsKey(target);
  if (policy === undefined && !resourceMustGrant) return {};
  return { resource: compile(policy === undefined ? [] : [policy], type), resourceMustGrant };
}

function isKmsKey({ action, resource }: Target): boolean {
  return /^kms:/i.test(action) && /^arn:[^:]+:kms:[^:]*:\d{12}:key\//.test(resource);
}
