// The types of policy by the names that the command line gives them.
import type { PolicyType } from '@ostiary/policy';

/** Name on the command line to policy type. */
export const POLICY_TYPE_OPTIONS: ReadonlyMap<string, PolicyType> = new Map<string, PolicyType>([
  ['identity', 'identity'],
  ['resource', 'resource'],
  ['trust', 'trust'],
  ['permissions-boundary', 'permissionsBoundary'],
  ['session', 'session'],
  ['service-control', 'serviceControl'],
  ['resource-control', 'resourceControl'],
  ['endpoint', 'endpoint'],
]);
