// What a resource-based policy grants, and which limits of the caller the grant lifts.
import type { AuthorizationRequest } from './authorization-request.js';
import type { PrincipalMatch } from './compile-principal.js';
import { matchStatement } from './match-statement.js';
import type { ApplicablePolicies, CompiledStatement } from './policy-set.js';

/** Which policies of the caller need not allow what the resource grants. */
export interface LiftedLimits {
  readonly identity: boolean;
  readonly permissionsBoundary: boolean;
  readonly session: boolean;
}

/** An allow in a resource-based policy. */
export interface ResourceGrant {
  readonly by: CompiledStatement;
  readonly lifts: LiftedLimits;
}

/**
 * Within one account, how the grant names the caller decides which implicit denies it lifts (IAM
 * User Guide, "Policy evaluation logic"; boundaries measured on AWS). Across accounts it lifts
 * none. Each row lifts all that the rows below it do.
 */
const LIFTS: Readonly<Record<PrincipalMatch, LiftedLimits>> = {
  principal: { identity: true, permissionsBoundary: true, session: true },
  everyone: { identity: true, permissionsBoundary: true, session: false },
  role: { identity: true, permissionsBoundary: false, session: false },
  account: { identity: false, permissionsBoundary: false, session: false },
};

/** A grant that is none: every limit stands. */
export const LIFTS_NOTHING: LiftedLimits = LIFTS.account;

/** The allow that lifts the most, or undefined when the resource grants nothing. */
export function findResourceGrant(
  request: AuthorizationRequest,
  { resource, permissionsBoundary }: ApplicablePolicies,
): ResourceGrant | undefined {
  const found = new Map<PrincipalMatch, CompiledStatement>();
  for (const statement of resource?.allow ?? []) {
    const match = matchStatement(statement, request, permissionsBoundary !== undefined);
    if (match !== undefined && !found.has(match)) found.set(match, statement);
  }
  for (const match of ['principal', 'everyone', 'role', 'account'] as const) {
    const by = found.get(match);
    if (by !== undefined) return { by, lifts: LIFTS[match] };
  }
  return undefined;
}
