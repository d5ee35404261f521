// One page of a listing: which keys, and which prefixes stand for many.

export interface ListQuery {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  /** The key or common prefix that the last page ended with, or where the caller wants to start after. */
  readonly after: string;
  readonly maxKeys: number;
}

export interface ListPage {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** What the page ends with, when there is more; undefined on the last. */
  readonly next: string | undefined;
}

/** Keys are in the order of their UTF-8 bytes (S3 User Guide, "Listing object keys programmatically"). */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The page of sorted `keys` that a query asks for. */
export function listPage(
  keys: readonly string[],
  { prefix, delimiter, after, maxKeys }: ListQuery,
): ListPage {
  const found: string[] = [];
  const prefixes: string[] = [];
  let last: string | undefined;
  if (maxKeys === 0) return { keys: found, commonPrefixes: prefixes, next: undefined };
  for (const key of keys) {
    if (!key.startsWith(prefix) || compareKeys(key, after) <= 0) continue;
    const common = commonPrefix(key, prefix, delimiter);
    if (common !== undefined && (common === last || common === after)) continue;
    if (found.length + prefixes.length === maxKeys) {
      return { keys: found, commonPrefixes: prefixes, next: last };
    }
    if (common === undefined) found.push(key);
    else prefixes.push(common);
    last = common ?? key;
  }
  return { keys: found, commonPrefixes: prefixes, next: undefined };
}

/** The part of a key up to the first delimiter after the prefix. */
function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}
