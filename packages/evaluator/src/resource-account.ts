// Whether caller and resource belong to one account.
import { isAccountId, type Principal, parseArn } from '@ostiary/policy';
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

function accountIn(resource: string): string | undefined {
  const arn = parseArn(resource);
  return arn.ok && isAccountId(arn.value.accountId) ? arn.value.accountId : undefined;
}
