// Whether one statement is about one request.
import type { Action } from './action.js';
import type { AuthorizationRequest } from './authorization-request.js';
import type { PrincipalMatch } from './compile-principal.js';
import { matchResource } from './compile-resource.js';
import type { CompiledStatement } from './compiled-statement.js';

/**
 * How a statement names the caller when all of it matches: action, resource, principal and every
 * condition. A statement attached to its principal names it. Undefined when it does not match.
 *
 * @param action - the action of the request
 * @param hasBoundary - whether a permissions boundary applies to the caller
 */
export function matchStatement(
  statement: CompiledStatement,
  action: Action,
  request: AuthorizationRequest,
  hasBoundary: boolean,
): PrincipalMatch | undefined {
  if (!statement.action.matches(action)) return undefined;
  if (!matchResource(statement.resource, request.resource, request.context)) return undefined;
  return matchCaller(statement, request, hasBoundary);
}

/** The same for a statement that is known to be about the action and the resource. */
export function matchCaller(
  { principal, conditions }: CompiledStatement,
  request: AuthorizationRequest,
  hasBoundary: boolean,
): PrincipalMatch | undefined {
  const match = principal === undefined ? 'principal' : principal(request.principal, hasBoundary);
  if (match === undefined) return undefined;
  for (const holds of conditions) {
    if (!holds(request.context)) return undefined;
  }
  return match;
}
