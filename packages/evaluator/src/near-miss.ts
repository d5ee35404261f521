// Statements that almost matched, and the first thing that kept each of them from it.
import type { Condition, ResourceClause } from '@ostiary/policy';
import { getAction } from './action.js';
import type { AuthorizationRequest } from './authorization-request.js';
import { matchResource } from './compile-resource.js';
import type { CompiledStatement } from './compiled-statement.js';

/** What kept a statement from matching, in the order in which the parts are compared. */
export type Mismatch =
  | { readonly part: 'action' }
  | { readonly part: 'resource'; readonly clause: ResourceClause }
  | { readonly part: 'principal' }
  | { readonly part: 'condition'; readonly condition: Condition };

/** A statement that did not match, and why. */
export interface NearMiss {
  readonly statement: CompiledStatement;
  readonly mismatch: Mismatch;
}

const NEAREST_FIRST: readonly Mismatch['part'][] = ['condition', 'principal', 'resource', 'action'];

/** The statements that did not match `request`, the nearest first. */
export function findNearMisses(
  statements: readonly CompiledStatement[],
  request: AuthorizationRequest,
): readonly NearMiss[] {
  return statements
    .flatMap((statement) => {
      const mismatch = findMismatch(statement, request);
      return mismatch === undefined ? [] : [{ statement, mismatch }];
    })
    .toSorted((a, b) => rank(a) - rank(b));
}

function rank({ mismatch }: NearMiss): number {
  return NEAREST_FIRST.indexOf(mismatch.part);
}

function findMismatch(
  statement: CompiledStatement,
  { action, resource, principal, context }: AuthorizationRequest,
): Mismatch | undefined {
  if (!statement.action.matches(getAction(action))) return { part: 'action' };
  const { resource: clause, conditions } = statement.source;
  if (clause !== undefined && !matchResource(statement.resource, resource, context)) {
    return { part: 'resource', clause };
  }
  const { principal: names } = statement;
  if (names !== undefined && names(principal, false) === undefined) {
    return { part: 'principal' };
  }
  const failed = statement.conditions.findIndex((holds) => !holds(context));
  const condition = conditions[failed];
  return condition && { part: 'condition', condition };
}
