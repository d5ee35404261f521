// An unsigned fetch with the client's retries, for the services that credentials come from.
import { fetchWithin } from './fetch-within.js';
import { retryQuota } from './retry-quota.js';
import type { Runtime } from './runtime.js';
import { sendWithRetries } from './send-with-retries.js';
import { serverClock } from './server-clock.js';

/** How stubbornly. */
export interface FetchSetting {
  readonly attempts: number;
  readonly timeoutMs: number;
}

/** Fetches without following a redirect. Every request that is sent here may be done twice. */
export function fetchWithRetries(
  url: string,
  init: RequestInit,
  { attempts, timeoutMs }: FetchSetting,
  runtime: Runtime,
): Promise<Response> {
  const sent: RequestInit = { ...init, redirect: 'manual' };
  return sendWithRetries(
    async () => ({
      signedAt: runtime.now(),
      send: () => fetchWithin(url, sent, timeoutMs, runtime),
    }),
    {
      attempts,
      isIdempotent: true,
      signal: undefined,
      quota: retryQuota(),
      clock: serverClock(runtime.now),
      runtime,
    },
  );
}
