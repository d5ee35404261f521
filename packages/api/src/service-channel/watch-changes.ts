// The changes that come down: one question that is answered late, over and over.
import { setTimeout as wait } from 'node:timers/promises';

/** Asks for the revision; with `after`, the answer may wait until there is a later one. */
export type ChangeWatch = (after: number | undefined, signal: AbortSignal) => Promise<number>;

/** Pause after a question that failed, in milliseconds. */
const PAUSE_MS = 1_000;

/**
 * Watches until it is stopped. A question that fails may have missed a change, so it counts as one:
 * whoever keeps answers asks anew.
 */
export function watchChanges(poll: ChangeWatch, onChange: () => void): () => void {
  const stop = new AbortController();
  const run = async (): Promise<void> => {
    let revision: number | undefined;
    while (!stop.signal.aborted) {
      try {
        const latest = await poll(revision, stop.signal);
        if (revision !== undefined && latest !== revision) onChange();
        revision = latest;
      } catch {
        if (stop.signal.aborted) return;
        onChange();
        revision = undefined;
        await wait(PAUSE_MS, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
      }
    }
  };
  void run();
  return () => stop.abort();
}
