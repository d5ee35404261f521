// Work that is begun again when what stopped it may be over.
import { setTimeout as wait } from 'node:timers/promises';
import { PassingStoreError } from './store-errors.js';

/** How long it may go on, and how it waits in between. */
export interface RetryBounds {
  /** After so long it is not begun again. */
  readonly forMs: number;
  /** The first wait is at most so long; each later one at most twice as long as the one before. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

/**
 * Runs `attempt` until it has a result or fails for good. Waits are random, so that those who met
 * once do not meet again at each turn.
 *
 * @throws what `attempt` throws: at once unless it is a PassingStoreError, which comes out after the time
 */
export async function retry<T>(bounds: RetryBounds, attempt: () => Promise<T>): Promise<T> {
  const end = performance.now() + bounds.forMs;
  for (let longest = bounds.firstWaitMs; ; longest = Math.min(longest * 2, bounds.longestWaitMs)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PassingStoreError) || performance.now() >= end) throw error;
      await wait(Math.random() * longest);
    }
  }
}
