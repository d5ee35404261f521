// Breaks in which another process can begin to write.
import { setTimeout as wait } from 'node:timers/promises';

/** Runs one write. */
export type WriteInBreaks = <T>(write: () => Promise<T>) => Promise<T>;

/** When a break is due, and how long it is. */
export interface BreakBounds {
  readonly afterMs: number;
  readonly forMs: number;
}

/**
 * SQLite has no queue for its lock: who waits must find it free. Makes a process that writes without a
 * break leave one now and then, long enough for others who look again and again.
 */
export function createWriteBreaks({ afterMs, forMs }: BreakBounds): WriteInBreaks {
  let began = 0;
  let ended = 0;
  return async (write) => {
    if (performance.now() - ended > forMs) {
      began = performance.now();
    } else if (performance.now() - began > afterMs) {
      await wait(forMs);
      began = performance.now();
    }
    const result = await write();
    ended = performance.now();
    return result;
  };
}
