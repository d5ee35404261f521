// Whether one statement is about one request.
import type { AuthorizationRequest } from './authorization-request.js';
import type { PrincipalMatch } from './compile-principal.js';
import type { ApplicablePolicies, CompiledStatement } from './policy-set.js';

/**
 * How a statement names the caller when all of it matches: action, resource, principal and every
 * condition. A statement attached to its principal names it. Undefined when it does not match.
 * `hasBoundary`: whether a permissions boundary applies to the caller.
 */
export function matchStatement(
  statement: CompiledStatement,
  request: AuthorizationRequest,
  hasBoundary: boolean,
): PrincipalMatch | undefined {
  const { principal, conditions } = statement;
  if (!statement.action(request.action)) return undefined;
  if (!statement.resource(request.resource, request.context)) return undefined;
  const match = principal === undefined ? 'principal' : principal(request.principal, hasBoundary);
  if (match === undefined) return undefined;
  return conditions.every((holds) => holds(request.context)) ? match : undefined;
}

/** Finds the first of some statements that matches `request`, to which `policies` apply. */
export function findMatching(
  request: AuthorizationRequest,
  policies: ApplicablePolicies,
): (statements: readonly CompiledStatement[] | undefined) => CompiledStatement | undefined {
  const hasBoundary = policies.permissionsBoundary !== undefined;
  return (statements) =>
    statements?.find((statement) => matchStatement(statement, request, hasBoundary) !== undefined);
}
