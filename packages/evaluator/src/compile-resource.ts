// `Resource` and `NotResource` as one question about a resource.
import type { Effect, PolicyVersion, ResourceClause } from '@ostiary/policy';
import type { RequestContext } from './request-context.js';
import { hasValues } from './template.js';
import { compileTextPattern, matchTextPattern, type TextPattern } from './text-pattern.js';

/** A resource clause, compiled; one that lists a single pattern is that pattern. */
export type ResourceMatcher = TextPattern | ResourceClauseMatcher;

/** A clause that is not a single pattern. */
export interface ResourceClauseMatcher {
  /** `noneOfTold` also wants every variable to stand for something. */
  readonly kind: 'anyOf' | 'noneOf' | 'noneOfTold';
  readonly patterns: readonly TextPattern[];
}

const EVERYTHING: ResourceMatcher = { kind: 'noneOf', patterns: [] };
const NOTHING: ResourceMatcher = { kind: 'anyOf', patterns: [] };

/**
 * Compiles a resource clause. Case counts, and `*` spans slashes and colons inside the resource
 * part. A statement without one (in a trust policy) is about the resource it is attached to.
 *
 * A variable without a value makes a `Resource` match nothing; a `NotResource` that cannot be told
 * fails closed: an Allow is about nothing, a Deny about everything that is not listed otherwise. So
 * does a pattern that is none, which `parsePolicy` lets nobody write.
 */
export function compileResource(
  clause: ResourceClause | undefined,
  version: PolicyVersion,
  effect: Effect,
): ResourceMatcher {
  if (clause === undefined) return EVERYTHING;
  const patterns = clause.patterns.map((text) => compileResourcePattern(text, version));
  if (!patterns.every((pattern) => pattern !== undefined)) {
    return effect === 'Deny' ? EVERYTHING : NOTHING;
  }
  const [only] = patterns;
  if (clause.element === 'NotResource') {
    return { kind: effect === 'Deny' ? 'noneOf' : 'noneOfTold', patterns };
  }
  return patterns.length === 1 ? (only as TextPattern) : { kind: 'anyOf', patterns };
}

/** Whether a resource is one that the clause is about. */
export function matchResource(
  matcher: ResourceMatcher,
  resource: string,
  context: RequestContext,
): boolean {
  if (typeof matcher === 'string') return matchTextPattern(matcher, resource, context);
  switch (matcher.kind) {
    case 'anyOf':
      return isListed(matcher.patterns, resource, context);
    case 'noneOf':
      return !isListed(matcher.patterns, resource, context);
    case 'noneOfTold':
      return isTold(matcher.patterns, context) && !isListed(matcher.patterns, resource, context);
    default:
      return matchTextPattern(matcher, resource, context);
  }
}

/** The patterns of a clause that is about what it lists; undefined for any other clause. */
export function listedPatterns(matcher: ResourceMatcher): readonly TextPattern[] | undefined {
  if (typeof matcher === 'string') return [matcher];
  if (matcher.kind === 'anyOf') return matcher.patterns;
  return 'patterns' in matcher ? undefined : [matcher];
}

/** Whether every variable of every pattern stands for something. */
function isTold(patterns: readonly TextPattern[], context: RequestContext): boolean {
  return patterns.every(
    (each) => typeof each === 'string' || !('parts' in each) || hasValues(each.parts, context),
  );
}

function isListed(
  patterns: readonly TextPattern[],
  resource: string,
  context: RequestContext,
): boolean {
  for (const pattern of patterns) {
    if (matchTextPattern(pattern, resource, context)) return true;
  }
  return false;
}

function compileResourcePattern(text: string, version: PolicyVersion): TextPattern | undefined {
  const variables = version === '2012-10-17';
  return compileTextPattern(text, { wildcards: true, variables, arnSegments: true });
}
