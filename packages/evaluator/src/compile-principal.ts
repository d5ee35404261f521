// `Principal` and `NotPrincipal`: whom a resource-based policy names, and how closely.
import {
  type Effect,
  isAccountId,
  type PolicyPrincipal,
  type Principal,
  type PrincipalClause,
} from '@ostiary/policy';

/**
 * How a resource-based policy names the caller. `principal`: the caller itself. `everyone`: `*`.
 * `role`: a role, also that of a session, or the user of a federated session. `account`: its
 * account. What a grant lifts depends on it (IAM User Guide, "Policy evaluation logic").
 *
 * Whoever an Allow with NotPrincipal does not list is `everyone`; a role as itself stays a `role`.
 */
export type PrincipalMatch = 'principal' | 'everyone' | 'role' | 'account';

/**
 * How closely a statement names the caller, or undefined when it does not. `hasBoundary`: whether
 * a permissions boundary applies to the caller.
 */
export type PrincipalMatcher = (
  principal: Principal,
  hasBoundary: boolean,
) => PrincipalMatch | undefined;

/** One thing that a caller is to a policy, with the values that name it: an ARN, a unique id. */
interface Identity {
  readonly match: PrincipalMatch;
  readonly names: readonly string[];
}

/**
 * Compiles a principal clause. A Deny with NotPrincipal spares nobody who has a permissions
 * boundary, listed or not (IAM User Guide, "AWS JSON policy elements: NotPrincipal").
 */
export function compilePrincipal(clause: PrincipalClause, effect: Effect): PrincipalMatcher {
  const listed = new Set(clause.principals.map(canonicalName));
  if (clause.element === 'Principal') return (principal) => findClosest(principal, listed);
  return effect === 'Deny'
    ? (principal, hasBoundary) =>
        !hasBoundary && isExcepted(principal, listed) ? undefined : 'everyone'
    : (principal) =>
        findClosest(principal, listed) === undefined ? unlisted(principal) : undefined;
}

function unlisted({ type }: Principal): PrincipalMatch {
  return type === 'Role' ? 'role' : 'everyone';
}

function findClosest(
  principal: Principal,
  listed: ReadonlySet<string>,
): PrincipalMatch | undefined {
  return identitiesOf(principal).find(({ names }) => names.some((name) => listed.has(name)))?.match;
}

/**
 * A Deny with NotPrincipal spares only a caller listed in everything it is: the user or session,
 * its role, and the account (IAM User Guide, "AWS JSON policy elements: NotPrincipal").
 */
function isExcepted(principal: Principal, listed: ReadonlySet<string>): boolean {
  if (listed.has(EVERYONE)) return true;
  const own = identitiesOf(principal).filter(({ match }) => match !== 'everyone');
  return own.length > 0 && own.every(({ names }) => names.some((name) => listed.has(name)));
}

const EVERYONE = 'AWS *';

/** An account can be written as its id or as the ARN of its root; both mean the account. */
function canonicalName({ key, value }: PolicyPrincipal): string {
  const [, , service, , accountId = '', resource] = value.split(':');
  const isAccount = key === 'AWS' && service === 'iam' && resource === 'root';
  return isAccount && isAccountId(accountId) ? `AWS ${accountId}` : `${key} ${value}`;
}

/** Everything a caller is to a policy, in the order in which it lifts limits: the most first. */
function identitiesOf(principal: Principal): readonly Identity[] {
  const everyone: Identity = { match: 'everyone', names: [EVERYONE] };
  const named = (match: PrincipalMatch, ...values: (string | undefined)[]): Identity => ({
    match,
    names: values.filter((value) => value !== undefined).map((value) => `AWS ${value}`),
  });
  switch (principal.type) {
    case 'Anonymous':
      return [everyone];
    case 'Service':
      return [{ match: 'principal', names: [`Service ${principal.service}`] }, everyone];
    case 'Federated':
      return [{ match: 'principal', names: [`Federated ${principal.provider}`] }, everyone];
    case 'CanonicalUser':
      return [{ match: 'principal', names: [`CanonicalUser ${principal.canonicalId}`] }, everyone];
    case 'Root':
      return [everyone, named('account', principal.accountId)];
    case 'User':
      return [
        named('principal', principal.arn, principal.userId),
        everyone,
        named('account', principal.accountId),
      ];
    case 'Role':
      return [
        everyone,
        named('role', principal.arn, principal.roleId),
        named('account', principal.accountId),
      ];
    case 'AssumedRole':
      return [
        named('principal', principal.arn),
        everyone,
        named('role', principal.roleArn, principal.roleId),
        named('account', principal.accountId),
      ];
    case 'FederatedUser':
      return [
        named('principal', principal.arn),
        everyone,
        named('role', principal.userArn),
        named('account', principal.accountId),
      ];
  }
}
