// Roles that belong to a service, which an organization does not bind.
import type { Principal } from '@ostiary/policy';

/** In the name of a role: its path (IAM User Guide, "Create a service-linked role"). */
const SERVICE_LINKED = /^arn:[^:]*:iam::\d{12}:role\/aws-service-role\//;

/**
 * Whether a caller is a service-linked role or a session of one: no service control policy and no
 * resource control policy binds it (AWS Organizations User Guide, "Service control policies",
 * "Resource control policies").
 */
export function isServiceLinkedRole(principal: Principal): boolean {
  if (principal.type === 'Role') return SERVICE_LINKED.test(principal.arn);
  return principal.type === 'AssumedRole' && SERVICE_LINKED.test(principal.roleArn);
}
