// Whose key was used to call the control plane.
import type { Iam } from '@ostiary/iam';
import type { Caller } from '@ostiary/middleware';

/**
 * For GetAccessKeyLastUsed and the like; temporary keys of a role count as its use. Whoever is proven
 * has used a key, whether or not it may do what it asks (IAM User Guide, "Refine permissions in AWS
 * using last accessed information").
 */
export function noteUse(iam: Iam, caller: Caller, service: string): void {
  const { principal, accessKeyId, scope, context } = caller;
  if (accessKeyId === undefined || scope === undefined) return;
  const { region } = scope;
  const isTemporary = context.some(([key]) => key === 'aws:TokenIssueTime');
  if (principal.type === 'AssumedRole' && principal.roleId !== undefined) {
    const { accountId, roleId } = principal;
    iam.recordUse({ accountId, kind: 'role', id: roleId, service, region });
  } else if (!isTemporary && (principal.type === 'User' || principal.type === 'Root')) {
    const { accountId } = principal;
    iam.recordUse({ accountId, kind: 'access-key', id: accessKeyId, service, region });
  }
}
