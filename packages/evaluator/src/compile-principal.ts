// `Principal` and `NotPrincipal`: whom a resource-based policy names, and how closely.
import {
  type Effect,
  isAccountId,
  type PolicyPrincipal,
  type Principal,
  type PrincipalClause,
  type PrincipalKey,
} from '@ostiary/policy';
import { hasAccount } from './resource-account.js';

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

/**
 * Compiles a principal clause. A Deny with NotPrincipal spares nobody who has a permissions
 * boundary, listed or not (IAM User Guide, "AWS JSON policy elements: NotPrincipal").
 */
export function compilePrincipal(clause: PrincipalClause, effect: Effect): PrincipalMatcher {
  const listed = listNames(clause.principals);
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

/** Everything a caller is to a policy, in the order in which it lifts limits: the most first. */
function findClosest(principal: Principal, listed: ListedNames): PrincipalMatch | undefined {
  if (isItselfListed(principal, listed)) return 'principal';
  if (listed.everyone) return 'everyone';
  if (isRoleListed(principal, listed)) return 'role';
  return isAccountListed(principal, listed) ? 'account' : undefined;
}

/**
 * A Deny with NotPrincipal spares only a caller listed in everything it is: the user or session,
 * its role, and the account (IAM User Guide, "AWS JSON policy elements: NotPrincipal").
 */
function isExcepted(principal: Principal, listed: ListedNames): boolean {
  if (listed.everyone) return true;
  const itself = isItselfListed(principal, listed);
  const role = isRoleListed(principal, listed);
  const account = isAccountListed(principal, listed);
  return (itself ?? role ?? account ?? false) && role !== false && account !== false;
}

/** The names of a clause, by what they are names of. */
interface ListedNames {
  readonly everyone: boolean;
  /** ARNs, unique ids and account ids. */
  readonly aws: ReadonlySet<string | undefined>;
  readonly services: ReadonlySet<string>;
  readonly providers: ReadonlySet<string>;
  readonly canonicalIds: ReadonlySet<string>;
}

function listNames(principals: readonly PolicyPrincipal[]): ListedNames {
  const ofKey = (wanted: PrincipalKey): ReadonlySet<string> =>
    new Set(principals.filter(({ key }) => key === wanted).map(({ value }) => value));
  const aws = new Set([...ofKey('AWS')].map(accountIdOrName));
  return {
    everyone: aws.has('*'),
    aws,
    services: ofKey('Service'),
    providers: ofKey('Federated'),
    canonicalIds: ofKey('CanonicalUser'),
  };
}

/** An account can be written as its id or as the ARN of its root; both mean the account. */
function accountIdOrName(name: string): string {
  const [, , service, , accountId = '', resource] = name.split(':');
  return service === 'iam' && resource === 'root' && isAccountId(accountId) ? accountId : name;
}

/** Whether the caller is named as itself; undefined for one that has no name of its own. */
function isItselfListed(principal: Principal, listed: ListedNames): boolean | undefined {
  switch (principal.type) {
    case 'User':
      return listed.aws.has(principal.arn) || listed.aws.has(principal.userId);
    case 'AssumedRole':
    case 'FederatedUser':
      return listed.aws.has(principal.arn);
    case 'Service':
      return listed.services.has(principal.service);
    case 'Federated':
      return listed.providers.has(principal.provider);
    case 'CanonicalUser':
      return listed.canonicalIds.has(principal.canonicalId);
    default:
      return undefined;
  }
}

/** Whether the role or user that the caller stands for is named; undefined where there is none. */
function isRoleListed(principal: Principal, { aws }: ListedNames): boolean | undefined {
  switch (principal.type) {
    case 'Role':
      return aws.has(principal.arn) || aws.has(principal.roleId);
    case 'AssumedRole':
      return aws.has(principal.roleArn) || aws.has(principal.roleId);
    case 'FederatedUser':
      return aws.has(principal.userArn);
    default:
      return undefined;
  }
}

/** Whether the account of an entity in it is named; a provider is no such entity. */
function isAccountListed(principal: Principal, { aws }: ListedNames): boolean | undefined {
  return principal.type !== 'Federated' && hasAccount(principal)
    ? aws.has(principal.accountId)
    : undefined;
}
