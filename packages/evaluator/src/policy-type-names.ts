// What AWS calls each type of policy when it tells somebody about it.
import type { PolicyType } from '@ostiary/policy';

/** The names in AWS's own messages (IAM User Guide, "Access denied error messages"). */
export const POLICY_TYPE_NAMES: Readonly<Record<PolicyType, string>> = {
  identity: 'identity-based policy',
  permissionsBoundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource-based policy',
  trust: 'role trust policy',
  serviceControl: 'service control policy',
  resourceControl: 'resource control policy',
  endpoint: 'VPC endpoint policy',
};
