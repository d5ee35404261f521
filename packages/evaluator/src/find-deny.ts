// An explicit deny, in whichever policy it stands.
import type { Action } from './action.js';
import type { AuthorizationRequest } from './authorization-request.js';
import type { CompiledStatement } from './compiled-statement.js';
import type { ApplicablePolicies, PolicySet } from './policy-set.js';

/** The first Deny that matches, in the order in which policy types are named as the reason. */
export function findDeny(
  policies: ApplicablePolicies,
  action: Action,
  request: AuthorizationRequest,
  bounded: boolean,
): CompiledStatement | undefined {
  const { identity, resource, permissionsBoundary, session, endpoint } = policies;
  const { serviceControl, resourceControl } = policies;
  return (
    identity?.deny.find(action, request, bounded) ??
    resource?.deny.find(action, request, bounded) ??
    permissionsBoundary?.deny.find(action, request, bounded) ??
    session?.deny.find(action, request, bounded) ??
    endpoint?.deny.find(action, request, bounded) ??
    (serviceControl && findInLevels(serviceControl, action, request, bounded)) ??
    (resourceControl && findInLevels(resourceControl, action, request, bounded))
  );
}

function findInLevels(
  levels: readonly PolicySet[],
  action: Action,
  request: AuthorizationRequest,
  bounded: boolean,
): CompiledStatement | undefined {
  for (const { deny } of levels) {
    const found = deny.find(action, request, bounded);
    if (found !== undefined) return found;
  }
  return undefined;
}
