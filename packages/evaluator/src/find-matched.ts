// Every statement that speaks about a request, whichever of them decided.
import { getAction } from './action.js';
import type { CompiledStatement } from './compiled-statement.js';
import type { Decision } from './decision.js';
import { matchStatement } from './match-statement.js';
import type { ApplicablePolicies, PolicySet } from './policy-set.js';

/**
 * The statements that match the request of a decision, allowing and denying, of every policy type:
 * in the order of the types, the policies and the statements. It looks at all of them, so it is
 * for people who ask why, not for each request.
 */
export function findMatched({ request, policies }: Decision): readonly CompiledStatement[] {
  const action = getAction(request.action);
  const bounded = policies.permissionsBoundary !== undefined;
  return setsOf(policies).flatMap((set) =>
    [...set.allow.statements, ...set.deny.statements]
      .filter((each) => matchStatement(each, action, request, bounded) !== undefined)
      .toSorted((a, b) => policyIndex(set, a) - policyIndex(set, b) || a.index - b.index),
  );
}

/** In the order in which a policy type is named as the reason of a deny. */
function setsOf(policies: ApplicablePolicies): readonly PolicySet[] {
  const { identity, resource, permissionsBoundary, session, endpoint } = policies;
  return [
    ...[identity, resource, permissionsBoundary, session, endpoint].filter(
      (set) => set !== undefined,
    ),
    ...(policies.serviceControl ?? []),
    ...(policies.resourceControl ?? []),
  ];
}

function policyIndex(set: PolicySet, { policy }: CompiledStatement): number {
  return set.policies.indexOf(policy);
}
