// `Resource` and `NotResource` as one question about a resource.
import { type PolicyVersion, parsePattern, type ResourceClause } from '@ostiary/policy';
import { matchGlob } from './glob.js';
import type { RequestContext } from './request-context.js';
import { compileTemplate } from './template.js';

/** Whether a resource is one that the statement is about. */
export type ResourceMatcher = (resource: string, context: RequestContext) => boolean;

/**
 * Compiles a resource clause. Case counts, and `*` spans slashes and colons inside the resource
 * part. A statement without one (in a trust policy) is about the resource it is attached to.
 */
export function compileResource(
  clause: ResourceClause | undefined,
  version: PolicyVersion,
): ResourceMatcher {
  if (clause === undefined) return () => true;
  const templates = clause.patterns.map((text) => {
    const pattern = parsePattern(text, { wildcards: true, variables: version === '2012-10-17' });
    return pattern.ok ? compileTemplate(pattern.value, { arnSegments: true }) : () => undefined;
  });
  const listed: ResourceMatcher = (resource, context) =>
    templates.some((template) => {
      const glob = template(context);
      return glob !== undefined && matchGlob(glob, resource);
    });
  if (clause.element === 'Resource') return listed;
  return (resource, context) => !listed(resource, context);
}
