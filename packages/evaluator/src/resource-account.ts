// Whether caller and resource belong to one account.
import type { AccountId, Principal } from '@ostiary/policy';
import type { AuthorizationRequest } from './authorization-request.js';

/**
 * Whether the caller belongs to the account that owns the resource. The owner is the one the
 * request names, else the account in the ARN; a resource without any belongs to the caller's.
 * Callers without an account (services, public providers, canonical users, nobody) belong to none.
 */
export function isWithinAccount(request: AuthorizationRequest): boolean {
  const { principal, resource, resourceAccountId } = request;
  if (!hasAccount(principal)) return false;
  if (resourceAccountId !== undefined) return principal.accountId === resourceAccountId;
  return isOwner(principal.accountId, resource);
}

/**
 * Whether a principal belongs to an account, whose policies have to allow what the resource of
 * another account grants. An identity provider has no policies there, so a role can trust only the
 * providers of its own account (IAM User Guide, "Create an OpenID Connect (OIDC) identity provider
 * in IAM").
 */
export function hasAccount(
  principal: Principal,
): principal is Principal & { readonly accountId: AccountId } {
  return 'accountId' in principal && principal.accountId !== undefined;
}

const COLON = 58;
const ZERO = 48;
const NINE = 57;
const ACCOUNT_ID_LENGTH = 12;

/**
 * Whether the account in the ARN is `accountId`, or there is none. The fifth part alone tells, as
 * long as it is twelve digits, however ill-formed the rest: a strange name must not hide the owner.
 */
function isOwner(accountId: string, resource: string): boolean {
  let start = 0;
  for (let colons = 0; colons < 4; start += 1) {
    if (start >= resource.length) return true;
    if (resource.charCodeAt(start) === COLON) colons += 1;
  }
  const end = start + ACCOUNT_ID_LENGTH;
  const isEnded = resource.length === end || resource.charCodeAt(end) === COLON;
  if (!isEnded || !resource.startsWith('arn:')) return true;
  let isSame = true;
  for (let at = 0; at < ACCOUNT_ID_LENGTH; at += 1) {
    const code = resource.charCodeAt(start + at);
    if (code < ZERO || code > NINE) return true;
    isSame &&= code === accountId.charCodeAt(at);
  }
  return isSame;
}
