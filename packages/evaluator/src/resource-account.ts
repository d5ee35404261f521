// Whether caller and resource belong to one account.
import { isAccountId, type Principal } from '@ostiary/policy';
import type { AuthorizationRequest } from './authorization-request.js';

/**
 * Whether the caller belongs to the account that owns the resource. The owner is the one the
 * request names, else the account in the ARN; a resource without any belongs to the caller's.
 * Callers without an account (services, canonical users, nobody) belong to none.
 */
export function isWithinAccount(request: AuthorizationRequest): boolean {
  const { principal, resource, resourceAccountId } = request;
  if (!hasAccount(principal)) return false;
  return principal.accountId === (resourceAccountId ?? accountIn(resource) ?? principal.accountId);
}

/** Whether a principal has policies of its own, those of an entity in an account. */
export function hasAccount(
  principal: Principal,
): principal is Extract<Principal, { readonly accountId: unknown }> {
  return 'accountId' in principal;
}

/** Read off the fifth part alone: a name that makes the ARN ill-formed must not hide the owner. */
function accountIn(resource: string): string | undefined {
  const [prefix, , , , accountId = ''] = resource.split(':', 5);
  return prefix === 'arn' && isAccountId(accountId) ? accountId : undefined;
}
