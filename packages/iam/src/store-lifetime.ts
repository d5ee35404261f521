// From the opening of a store to its closing.
import { StoreError } from './store-errors.js';

/** Lets work in until it is closed, and knows when the last has left. */
export interface StoreLifetime {
  /** @throws StoreError once it is closed */
  readonly during: <T>(work: () => Promise<T>) => Promise<T>;
  /** Lets nothing more in; runs `free`, once, when all that was let in has ended. */
  readonly end: (free: () => Promise<void>) => Promise<void>;
}

/** Begins the lifetime of a store. */
export function createStoreLifetime(): StoreLifetime {
  const open = new Set<Promise<unknown>>();
  let ended: Promise<void> | undefined;
  return {
    during: async (work) => {
      if (ended !== undefined) throw new StoreError('Unavailable', 'the store is closed');
      const done = work();
      open.add(done);
      try {
        return await done;
      } finally {
        open.delete(done);
      }
    },
    end: (free) => {
      ended ??= Promise.allSettled(open).then(free);
      return ended;
    },
  };
}
