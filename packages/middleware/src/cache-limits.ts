// How much the gate remembers, and for how long.

/** Bounds of a cache. */
export interface CacheLimits {
  /** Least recently used entries go first. */
  readonly maxEntries: number;
  /** How stale an entry can be, in milliseconds. */
  readonly ttlMs: number;
}

/** Ten thousand callers; a change is seen within five seconds. */
export const DEFAULT_CACHE_LIMITS: CacheLimits = { maxEntries: 10_000, ttlMs: 5_000 };
