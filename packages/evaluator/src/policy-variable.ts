// The value of a policy variable in one request.
import type { PatternPart } from '@ostiary/policy';
import type { RequestContext } from './request-context.js';

/** A `${…}` in a pattern. */
export type PolicyVariable = Extract<PatternPart, { readonly kind: 'variable' }>;

/**
 * What a variable stands for: the value of a key that has exactly one, else its default when the
 * key is absent; the key is in lower case. Undefined when there is neither; a key with several values has none.
 */
export function findVariable(
  { key, defaultValue }: PolicyVariable,
  context: RequestContext,
): string | undefined {
  const values = context.get(key);
  if (values === undefined) return defaultValue;
  return values.length === 1 ? values[0] : undefined;
}
