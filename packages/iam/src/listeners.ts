// Who hears of changes.
import type { ChangeListener, ChangeRecord } from './store.js';

/** Those who listen to a store. */
export interface Listeners {
  readonly size: number;
  /** Adds one that hears of changes after a revision; returns how to take it away. */
  readonly add: (listener: ChangeListener, after: number) => () => void;
  /** Tells all of them of a change that none has heard of; the one before it had the revision `last`. */
  readonly tell: (change: ChangeRecord, last: number) => void;
}

/** Makes an empty list of listeners. */
export function createListeners(): Listeners {
  // Entries, not functions: the same function may be added twice.
  const entries = new Set<{ listener: ChangeListener; after: number }>();
  return {
    get size() {
      return entries.size;
    },
    add: (listener, after) => {
      const entry = { listener, after };
      entries.add(entry);
      return () => entries.delete(entry);
    },
    tell: (change, last) => {
      for (const { listener, after } of [...entries]) {
        if (change.revision <= after) continue;
        try {
          if (change.revision > Math.max(last, after) + 1) listener(undefined);
          listener(change);
        } catch (error) {
          // The change stands and the others must hear of it, but a cache that could not take it in
          // must not go on unseen: the error comes up where nobody catches it.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}
