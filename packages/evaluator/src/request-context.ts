// What is known about a request besides principal, action and resource: condition keys and values.

/** The values of one condition key. */
export type ContextValues = readonly string[];

/**
 * Condition keys in lower case, each with its values; made by {@link createRequestContext}.
 * A `Map`, so that a key named by an attacker meets no prototype.
 */
export type RequestContext = ReadonlyMap<string, ContextValues>;

/**
 * Builds a request context. Keys are compared without regard to case (IAM User Guide, "IAM JSON
 * policy elements: Condition"), so a later entry replaces an earlier one that differs in case only.
 * An empty list of values is the same as an absent key.
 */
export function createRequestContext(
  entries: Iterable<readonly [key: string, value: string | ContextValues]>,
): RequestContext {
  const context = new Map<string, ContextValues>();
  for (const [key, value] of entries) {
    const values = typeof value === 'string' ? [value] : value;
    if (values.length === 0) context.delete(key.toLowerCase());
    else context.set(key.toLowerCase(), values);
  }
  return context;
}
