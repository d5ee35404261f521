// Whether one statement is about one request.
import type { Action } from './action.js';
import type { AuthorizationRequest } from './authorization-request.js';
import type { ConditionMatcher } from './compile-condition.js';
import type { PrincipalMatch } from './compile-principal.js';
import { matchResource } from './compile-resource.js';
import type { CompiledStatement } from './compiled-statement.js';
import type { RequestContext } from './request-context.js';

/**
 * How a statement names the caller when all of it matches: action, resource, principal and every
 * condition. A statement attached to its principal names it. Undefined when it does not match.
 *
 * @param action - the action of the request
 * @param hasBoundary - whether a permissions boundary applies to the caller
 * @param wanted - the only way of naming the caller that counts; any when it is left out
 */
export function matchStatement(
  statement: CompiledStatement,
  action: Action,
  request: AuthorizationRequest,
  hasBoundary: boolean,
  wanted?: PrincipalMatch,
): PrincipalMatch | undefined {
  if (!statement.action.matches(action)) return undefined;
  if (!matchResource(statement.resource, request.resource, request.context)) return undefined;
  return matchCaller(statement, request, hasBoundary, wanted);
}

/** The same for a statement that is known to be about the action and the resource. */
export function matchCaller(
  { principal, conditions }: CompiledStatement,
  request: AuthorizationRequest,
  hasBoundary: boolean,
  wanted?: PrincipalMatch,
): PrincipalMatch | undefined {
  const match = principal === undefined ? 'principal' : principal(request.principal, hasBoundary);
  if (match === undefined || match !== (wanted ?? match)) return undefined;
  return conditions.length === 0 || allHold(conditions, request.context) ? match : undefined;
}

/** Kept out of the common way, which is inlined as long as it is short. */
function allHold(conditions: readonly ConditionMatcher[], context: RequestContext): boolean {
  for (const holds of conditions) {
    if (!holds(context)) return false;
  }
  return true;
}
