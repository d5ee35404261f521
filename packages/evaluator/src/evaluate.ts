// The decision: an explicit deny anywhere wins, then every policy type that applies must allow.
import type { PolicyType } from '@ostiary/policy';
import type { AuthorizationRequest } from './authorization-request.js';
import type { Decision } from './decision.js';
import { findMatching } from './match-statement.js';
import type { ApplicablePolicies, PolicySet } from './policy-set.js';
import { hasAccount, isWithinAccount } from './resource-account.js';
import { findResourceGrant, LIFTS_NOTHING } from './resource-grant.js';

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
  const find = findMatching(request, policies);
  const missing = (type: PolicyType): Decision => {
    return { outcome: 'implicitDeny', missing: type, request, policies };
  };
  const allows = (set: PolicySet | undefined): boolean =>
    set === undefined || find(set.allow) !== undefined;

  for (const set of everySet(policies)) {
    const by = find(set.deny);
    if (by !== undefined) return { outcome: 'explicitDeny', by, request, policies };
  }

  if (!(policies.resourceControl ?? []).every(allows)) return missing('resourceControl');
  if (!(policies.serviceControl ?? []).every(allows)) return missing('serviceControl');

  const grant = findResourceGrant(request, policies);
  const withinAccount = isWithinAccount(request);
  const resourceType = policies.resource?.policyType ?? 'resource';
  const mustGrant = !withinAccount || resourceType === 'trust' || policies.resourceMustGrant;
  if (grant === undefined && mustGrant) return missing(resourceType);

  const lifts = (withinAccount ? grant?.lifts : undefined) ?? LIFTS_NOTHING;
  const isRoot = request.principal.type === 'Root';
  const identity = find(policies.identity?.allow) ?? (isRoot ? (grant?.by ?? 'root') : undefined);
  const by = lifts.identity || !hasAccount(request.principal) ? grant?.by : identity;
  if (by === undefined) return missing('identity');

  const isBounded = !isRoot && !lifts.permissionsBoundary;
  if (isBounded && !allows(policies.permissionsBoundary)) return missing('permissionsBoundary');
  const hasNoSession = policies.session === undefined && request.principal.type === 'FederatedUser';
  if (!lifts.session && (hasNoSession || !allows(policies.session))) return missing('session');
  if (!allows(policies.endpoint)) return missing('endpoint');
  return { outcome: 'allowed', by, request, policies };
}

/** Every set that applies, in the order in which an explicit deny is looked for and named. */
function everySet(policies: ApplicablePolicies): readonly PolicySet[] {
  const { identity, resource, permissionsBoundary, session, endpoint } = policies;
  const { serviceControl = [], resourceControl = [] } = policies;
  return [identity, resource, permissionsBoundary, session, endpoint]
    .filter((set) => set !== undefined)
    .concat(serviceControl, resourceControl);
}
