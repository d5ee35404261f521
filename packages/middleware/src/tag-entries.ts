// Tags as condition keys.
import type { ContextEntry } from './context-entry.js';

/**
 * An entry for each tag, under `prefix` and a slash. Names that differ in case alone are one key
 * with several values, of which a bare operator allows nothing and denies by each: whoever reads
 * the tags after the gate may take either.
 */
export function tagEntries(
  prefix: string,
  tags: Iterable<readonly [name: string, value: string]>,
): readonly ContextEntry[] {
  const values = new Map<string, string[]>();
  for (const [name, value] of tags) {
    const key = `${prefix}/${name}`.toLowerCase();
    const others = values.get(key);
    if (others) others.push(value);
    else values.set(key, [value]);
  }
  return [...values];
}
