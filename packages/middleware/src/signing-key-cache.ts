// Signing keys of recent callers, so that not every request asks the control plane.
import type { SigningKeyLookup, SigningKeyMatch } from '@ostiary/sigv4';
import { LRUCache } from 'lru-cache';
import type { CacheLimits } from './cache-limits.js';

/**
 * Puts a bounded cache before a lookup. Only keys that were found are kept: a key made a moment ago
 * works at once, and one that is taken back works until its time here is over.
 */
export function cacheSigningKeys<Caller>(
  lookup: SigningKeyLookup<Caller>,
  { maxEntries, ttlMs }: CacheLimits,
): SigningKeyLookup<Caller> {
  const cache = new LRUCache<string, SigningKeyMatch<Caller>>({ max: maxEntries, ttl: ttlMs });
  return async (query) => {
    const { accessKeyId, algorithm = '', scope, sessionToken = '' } = query;
    const { date, region, service } = scope;
    const name = [algorithm, accessKeyId, date, region, service, sessionToken].join('\n');
    const known = cache.get(name);
    if (known !== undefined) return known;
    const found = await lookup(query);
    if (found === undefined) return undefined;
    if (found === null) throw new TypeError('a lookup answers a key or undefined, found null');
    cache.set(name, found);
    return found;
  };
}
