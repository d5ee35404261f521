// Whether caller and resource belong to one account.
import { type AccountId, isAccountId, type Principal } from '@ostiary/policy';
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
const ACCOUNT_ID_LENGTH = 12;

/**
 * Whether the account in the ARN is `accountId`, or there is none. The fifth part alone tells, as
 * long as it is twelve digits, however ill-formed the rest: a strange name must not hide the owner.
 * Built-in searches look through a text in a fraction of the time that a loop takes.
 */
function isOwner(accountId: string, resource: string): boolean {
  if (resource.lastIndexOf('arn:', 0) !== 0) return true;
  const service = resource.indexOf(':', 4);
  const region = service === -1 ? -1 : resource.indexOf(':', service + 1);
  const account = region === -1 ? -1 : resource.indexOf(':', region + 1);
  if (account === -1) return true;
  const start = account + 1;
  const end = start + ACCOUNT_ID_LENGTH;
  if (resource.length !== end && resource.charCodeAt(end) !== COLON) return true;
  const isSame = resource.indexOf(accountId, start) === start;
  if (isSame && accountId.length === ACCOUNT_ID_LENGTH) return true;
  return !isAccountId(resource.slice(start, end));
}
