// Signing keys of recent callers, so that not every request asks the control plane.
import type { SigningKeyLookup, SigningKeyMatch, SigningKeyQuery } from '@ostiary/sigv4';
import { LRUCache } from 'lru-cache';
import { type CacheLimits, cacheBounds } from './cache-limits.js';

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
  limits: CacheLimits,
): SigningKeyCache<Caller> {
  const cache = new LRUCache<string, SigningKeyMatch<Caller>>(cacheBounds(limits));
  let cleared = 0;
  const ask = async (
    query: SigningKeyQuery,
    name: string,
  ): Promise<SigningKeyMatch<Caller> | undefined> => {
    const asked = cleared;
    const found = await lookup(query);
    if (found === undefined) return undefined;
    if (found === null) throw new TypeError('a lookup answers a key or undefined, found null');
    // What was asked before the cache was cleared is an answer of before.
    if (asked === cleared) cache.set(name, found);
    return found;
  };
  return {
    lookup: (query) => {
      const name = nameOf(query);
      return cache.get(name) ?? ask(query, name);
    },
    clear: () => {
      cleared += 1;
      cache.clear();
    },
  };
}

/**
 * A public key is the same for every set of regions, of which a caller can write any number before it
 * has proven anything: they are no part of the name, so that each is not derived anew.
 */
function nameOf({ accessKeyId, algorithm, scope, sessionToken = '' }: SigningKeyQuery): string {
  const { date, region, service } = scope;
  const place = algorithm === undefined ? region : algorithm;
  return `${accessKeyId}\n${date}\n${place}\n${service}\n${sessionToken}`;
}
