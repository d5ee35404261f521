// What a resource-based policy grants, and which limits of the caller the grant lifts.
import type { Action } from './action.js';
import type { AuthorizationRequest } from './authorization-request.js';
import type { PrincipalMatch } from './compile-principal.js';
import type { CompiledStatement } from './compiled-statement.js';
import type { PolicySet } from './policy-set.js';

/** Which policies of the caller need not allow what the resource grants. */
export interface LiftedLimits {
  readonly identity: boolean;
  readonly permissionsBoundary: boolean;
  readonly session: boolean;
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
  policies: PolicySet | undefined,
  action: Action,
  request: AuthorizationRequest,
  bounded: boolean,
): CompiledStatement | undefined {
  if (policies === undefined) return undefined;
  for (const wanted of LIFTING) {
    const grant = policies.allow.find(action, request, bounded, wanted);
    if (grant !== undefined) return grant;
  }
  return policies.allow.find(action, request, bounded);
}

/** What a grant lifts for a caller in the account of the resource. */
export function liftedBy(
  grant: CompiledStatement,
  request: AuthorizationRequest,
  bounded: boolean,
): LiftedLimits {
  const match = grant.principal?.(request.principal, bounded);
  return match === undefined ? LIFTS_NOTHING : LIFTS[match];
}

/** The ways of naming a caller that lift something, the most first. */
const LIFTING: readonly PrincipalMatch[] = ['principal', 'everyone', 'role'];
