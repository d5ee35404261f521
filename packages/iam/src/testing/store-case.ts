// One thing that a store must do.
import type { Store } from '../store.js';

/** A case of the conformance suite. */
export interface StoreCase {
  /** A sentence of behaviour. */
  readonly name: string;
  /** Throws (an AssertionError of node:assert) when the store, empty at first, does not do it. */
  readonly run: (store: Store) => Promise<void>;
}
