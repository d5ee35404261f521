// Signing keys of recent callers, so that not every request asks the control plane.
import type { SigningKeyLookup, SigningKeyMatch } from '@ostiary/sigv4';
import { LRUCache } from 'lru-cache';
import type { CacheLimits } from './cache-limits.js';

/** A lookup that remembers, and how it forgets. */
export interface SigningKeyCache<Caller> {
  readonly lookup: SigningKeyLookup<Caller>;
  readonly clear: () => void;
}

/**
 * Puts a bounded cache before a lookup. Only keys that were found are kept: a key made a moment ago
 * works at once, and one that is taken back works until its time here is over.
 */
export function cacheSigningKeys<Caller>(
  lookup: SigningKeyLookup<Caller>,
  { maxEntries, ttlMs }: CacheLimits,
): SigningKeyCache<Caller> {
  const cache = new LRUCache<string, SigningKeyMatch<Caller>>({ max: maxEntries, ttl: ttlMs });
  let cleared = 0;
  const find: SigningKeyLookup<Caller> = async (query) => {
    const { accessKeyId, algorithm = '', scope, sessionToken = '' } = query;
    const { date, region, service } = scope;
    const name = [algorithm, accessKeyId, date, region, service, sessionToken].join('\n');
    const known = cache.get(name);
    if (known !== undefined) return known;
    const asked = cleared;
    const found = await lookup(query);
    if (found === undefined) return undefined;
    if (found === null) throw new TypeError('a lookup answers a key or undefined, found null');
    // What was asked before the cache was cleared is an answer of before.
    if (asked === cleared) cache.set(name, found);
    return found;
  };
  return {
    lookup: find,
    clear: () => {
      cleared += 1;
      cache.clear();
    },
  };
}
