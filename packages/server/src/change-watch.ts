// Waiting for a change: what a guarded service asks over and over.
import type { Iam } from '@ostiary/iam';

/** How long a question waits for a change, in milliseconds; shorter than proxies wait. */
const WAIT_MS = 20_000;

/** Resolves with the revision once it is later than `after`, or when the wait is over or given up. */
export function waitForChange(
  iam: Pick<Iam, 'revision' | 'watch'>,
  after: number | undefined,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const finish = (): void => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', finish);
      iam.revision().then(resolve, reject);
    };
    // Watched before it is looked at, so that nothing slips between.
    const stop = iam.watch(finish);
    timer = setTimeout(finish, WAIT_MS).unref();
    signal.addEventListener('abort', finish);
    if (signal.aborted) finish();
    iam.revision().then((revision) => {
      if (revision !== after) finish();
    }, finish);
  });
}
