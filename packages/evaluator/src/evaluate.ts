// The decision: an explicit deny anywhere wins, then every policy type that applies must allow.
import type { PolicyType } from '@ostiary/policy';
import { type Action, getAction } from './action.js';
import type { AuthorizationRequest } from './authorization-request.js';
import type { CompiledStatement } from './compiled-statement.js';
import type { Decision } from './decision.js';
import { findDeny } from './find-deny.js';
import type { ApplicablePolicies, PolicySet } from './policy-set.js';
import { hasAccount, isWithinAccount } from './resource-account.js';
import { findResourceGrant, LIFTS_NOTHING, liftedBy } from './resource-grant.js';

/**
 * Decides one request (IAM User Guide, "Policy evaluation logic"). Pure and total: the same
 * arguments give the same decision, and none of them makes it throw.
 *
 * @example
 * ```ts
 * const { outcome } = evaluate(request, { identity: compile(policies, 'identity') });
 * ```
 */
export function evaluate(request: AuthorizationRequest, policies: ApplicablePolicies): Decision {
  const action = getAction(request.action);
  const bounded = policies.permissionsBoundary !== undefined;
  const denial = findDeny(policies, action, request, bounded);
  if (denial !== undefined) return { outcome: 'explicitDeny', by: denial, request, policies };

  const { resourceControl, serviceControl, permissionsBoundary, session, endpoint } = policies;
  if (resourceControl && !everyLevelAllows(resourceControl, action, request, bounded)) {
    return implicitDeny('resourceControl', request, policies);
  }
  if (serviceControl && !everyLevelAllows(serviceControl, action, request, bounded)) {
    return implicitDeny('serviceControl', request, policies);
  }

  const grant = findResourceGrant(policies.resource, action, request, bounded);
  const allow = policies.identity?.allow.find(action, request, bounded);
  const withinAccount = isWithinAccount(request, (grant ?? allow)?.resourceOwner);
  const resourceType = policies.resource?.policyType ?? 'resource';
  const mustGrant = !withinAccount || resourceType === 'trust' || policies.resourceMustGrant;
  if (grant === undefined && mustGrant) return implicitDeny(resourceType, request, policies);

  const lifts = withinAccount && grant ? liftedBy(grant, request, bounded) : LIFTS_NOTHING;
  const by =
    lifts.identity || !hasAccount(request.principal)
      ? grant
      : (allow ?? allowOfRoot(request, grant));
  if (by === undefined) return implicitDeny('identity', request, policies);

  const unbounded = lifts.permissionsBoundary || request.principal.type === 'Root';
  if (!unbounded && !allows(permissionsBoundary, action, request, bounded)) {
    return implicitDeny('permissionsBoundary', request, policies);
  }
  const hasNothing = session === undefined && request.principal.type === 'FederatedUser';
  if (!lifts.session && (hasNothing || !allows(session, action, request, bounded))) {
    return implicitDeny('session', request, policies);
  }
  if (!allows(endpoint, action, request, bounded)) {
    return implicitDeny('endpoint', request, policies);
  }
  return { outcome: 'allowed', by, request, policies };
}

/** The root user needs no policy; in another account it has what that account's resource grants. */
function allowOfRoot(
  { principal }: AuthorizationRequest,
  grant: CompiledStatement | undefined,
): CompiledStatement | 'root' | undefined {
  return principal.type === 'Root' ? (grant ?? 'root') : undefined;
}

/** Whether the policies of a type allow; a type that does not apply does not limit. */
function allows(
  set: PolicySet | undefined,
  action: Action,
  request: AuthorizationRequest,
  bounded: boolean,
): boolean {
  return set === undefined || set.allow.find(action, request, bounded) !== undefined;
}

function everyLevelAllows(
  levels: readonly PolicySet[],
  action: Action,
  request: AuthorizationRequest,
  bounded: boolean,
): boolean {
  return levels.every((level) => allows(level, action, request, bounded));
}

function implicitDeny(
  missing: PolicyType,
  request: AuthorizationRequest,
  policies: ApplicablePolicies,
): Decision {
  return { outcome: 'implicitDeny', missing, request, policies };
}
