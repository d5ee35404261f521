// Waiting for a change that decisions rest on: what a guarded service asks over and over.
import type { Iam } from '@ostiary/iam';

/** How long a question waits for a change, in milliseconds; shorter than proxies wait. */
const WAIT_MS = 20_000;

/**
 * Resolves with the revision once something has altered after `after`, and with `after` when the wait
 * is over or given up.
 */
export function waitForChange(
  iam: Pick<Iam, 'revision' | 'alteredSince' | 'watchDecisions'>,
  after: number | undefined,
  signal: AbortSignal,
): Promise<number> {
  if (after === undefined) return iam.revision();
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const end = (answer: Promise<number> | number): void => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', giveUp);
      resolve(answer);
    };
    const giveUp = (): void => end(after);
    // Watched before it is looked at, so that nothing slips between.
    const stop = iam.watchDecisions(() => end(iam.revision()));
    timer = setTimeout(giveUp, WAIT_MS).unref();
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) giveUp();
    iam.alteredSince(after).then(
      (altered) => {
        if (altered) end(iam.revision());
      },
      (error) => end(Promise.reject(error)),
    );
  });
}
