// Whether caller and resource belong to one account.
import { type AccountId, isAccountId, type Principal, type ResourceClause } from '@ostiary/policy';
import type { AuthorizationRequest } from './authorization-request.js';

/**
 * Whether the caller belongs to the account that owns the resource. The owner is the one the
 * request names, else the account in the ARN; a resource without any belongs to the caller's.
 * Callers without an account (services, public providers, canonical users, nobody) belong to none.
 *
 * @param knownOwner - the account in the ARN, where a statement that is about it told that faster
 */
export function isWithinAccount(
  request: AuthorizationRequest,
  knownOwner: string | undefined,
): boolean {
  const { principal, resource, resourceAccountId } = request;
  if (!hasAccount(principal)) return false;
  const owner = resourceAccountId ?? knownOwner;
  return owner === undefined
    ? isOwner(principal.accountId, resource)
    : principal.accountId === owner;
}

/**
 * The account that owns whatever a statement is about, where all ARNs that it lists name that one
 * in literal text; else undefined.
 */
export function findListedOwner(clause: ResourceClause | undefined): string | undefined {
  if (clause?.element !== 'Resource') return undefined;
  const [owner, ...others] = clause.patterns.map(findOwnerInText);
  return others.every((other) => other === owner) ? owner : undefined;
}

/** The first five parts of an ARN, all of them literal text, the last an account. */
const OWNED = /^arn:[^:*?$]*:[^:*?$]*:[^:*?$]*:(\d{12}):/;

/** What {@link OWNED} found last: patterns in a row start alike. */
let lastStart = 'arn:aws:iam::000000000000:';
let lastOwner = '000000000000';

function findOwnerInText(pattern: string): string | undefined {
  if (pattern.lastIndexOf(lastStart, 0) !== 0) {
    const [start, owner] = OWNED.exec(pattern) ?? [];
    if (start === undefined || owner === undefined) return undefined;
    lastStart = start;
    lastOwner = owner;
  }
  return lastOwner;
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

const A = 97;
const R = 114;
const N = 110;
const COLON = 58;
const ACCOUNT_ID_LENGTH = 12;

/**
 * Whether the account in the ARN is `accountId`, or there is none. The fifth part alone tells, as
 * long as it is twelve digits, however ill-formed the rest: a strange name must not hide the owner.
 * Built-in searches look through a text in a fraction of the time that a loop takes.
 */
function isOwner(accountId: string, resource: string): boolean {
  if (!isArn(resource)) return true;
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

/** Whether a text starts with `arn:`. */
function isArn(text: string): boolean {
  return (
    text.charCodeAt(0) === A &&
    text.charCodeAt(1) === R &&
    text.charCodeAt(2) === N &&
    text.charCodeAt(3) === COLON
  );
}
