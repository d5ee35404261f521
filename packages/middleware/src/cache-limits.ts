// How much the gate remembers, and for how long.

/** Bounds of a cache. */
export interface CacheLimits {
  /** Least recently used entries go first. */
  readonly maxEntries: number;
  /** How stale an entry can be, in milliseconds. */
  readonly ttlMs: number;
}

/** The bounds in the words of the cache: it asks the clock each time, where by default it sets timers. */
export function cacheBounds({ maxEntries, ttlMs }: CacheLimits): {
  readonly max: number;
  readonly ttl: number;
  readonly ttlResolution: number;
} {
  return { max: maxEntries, ttl: ttlMs, ttlResolution: 0 };
}

/** Ten thousand callers; a change is seen within five seconds. */
export const DEFAULT_CACHE_LIMITS: CacheLimits = { maxEntries: 10_000, ttlMs: 5_000 };
