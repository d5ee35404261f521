// What a client takes from the world around it, so that tests can give their own.

/** Sends requests, tells the time, draws numbers and waits. */
export interface Runtime {
  /** Default: the runtime's own. Called as `fetch(url, init)`. */
  readonly fetch: typeof globalThis.fetch;
  /** Default: the clock of the machine. */
  readonly now: () => Date;
  /** A number from 0 up to, but not, 1. Default: `Math.random`; nothing secret hangs on it. */
  readonly random: () => number;
  /** Waits; rejects with the signal's reason when that is aborted. Default: `setTimeout`. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** A runtime with its defaults filled in; the global `fetch` is looked up at each call. */
export function runtimeOf(given: Partial<Runtime>): Runtime {
  return {
    fetch: given.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    now: given.now ?? (() => new Date()),
    random: given.random ?? Math.random,
    sleep: given.sleep ?? sleep,
  };
}

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
