// The query parameters that make a request another one, `?acl`, as S3 calls them: sub-resources.
import { GateError } from './errors.js';
import type { QueryConstraint } from './route-pattern.js';

/** Values of the sub-resources of one request by name. */
export type Subresources = ReadonlyMap<string, string>;

const none: Subresources = new Map();

/**
 * The sub-resources in a query. Names are read as they are, decoded.
 *
 * @throws GateError `InvalidRequest` when one is there twice, or as `acl[]` or `[acl]`, which some
 *   frameworks read as `acl`
 */
export function readSubresources(query: string, names: ReadonlySet<string>): Subresources {
  if (query === '' || names.size === 0) return none;
  const found = new Map<string, string>();
  for (const [written, value] of new URLSearchParams(query)) {
    const [name = ''] = written.replace(/^\[/, '').split(/[[\]]/, 1);
    if (!names.has(name)) continue;
    if (name !== written || found.has(name)) {
      throw new GateError(
        'InvalidRequest',
        `expected the query parameter \`${name}\` once and by its name, found it otherwise`,
      );
    }
    found.set(name, value);
  }
  return found;
}

/** Whether a request with these sub-resources is one that the constraints of a route mean. */
export function meetsConstraints(
  constraints: readonly QueryConstraint[],
  found: Subresources,
): boolean {
  if (constraints.length !== found.size) return false;
  return constraints.every(({ name, value }) => {
    const given = found.get(name);
    return given !== undefined && (value === undefined || value === given);
  });
}
