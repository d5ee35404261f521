// `Resource` and `NotResource` as one question about a resource.
import {
  type Effect,
  type PolicyVersion,
  parsePattern,
  type ResourceClause,
} from '@ostiary/policy';
import { matchGlob } from './glob.js';
import type { RequestContext } from './request-context.js';
import { compileTemplate, type Template } from './template.js';

/** Whether a resource is one that the statement is about. */
export type ResourceMatcher = (resource: string, context: RequestContext) => boolean;

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
  if (clause === undefined) return () => true;
  const templates = clause.patterns.map((text) => compileResourcePattern(text, version));
  if (!templates.every((template) => template !== undefined)) return () => effect === 'Deny';
  return (resource, context) => {
    const globs = templates.map((template) => template(context));
    const isListed = globs.some((glob) => glob !== undefined && matchGlob(glob, resource));
    if (clause.element === 'Resource') return isListed;
    return !isListed && (effect === 'Deny' || !globs.includes(undefined));
  };
}

/** A pattern as a template; undefined when its text makes none. */
function compileResourcePattern(text: string, version: PolicyVersion): Template | undefined {
  const pattern = parsePattern(text, { wildcards: true, variables: version === '2012-10-17' });
  return pattern.ok ? compileTemplate(pattern.value, { arnSegments: true }) : undefined;
}
