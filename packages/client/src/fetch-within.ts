// A fetch that gives up when no answer begins in time.
import { errorCode } from './error-code.js';
import type { Runtime } from './runtime.js';

/** An answer, and for a refusal its AWS error code. */
export interface Answer {
  readonly response: Response;
  readonly code: string | undefined;
}

/**
 * Fetches, and rejects with a `TimeoutError` when the head of the answer, and of a refusal the
 * code, is not there in time; the body may take longer. A `signal` in `init` holds for both.
 */
export async function fetchWithin(
  url: string,
  init: RequestInit,
  timeoutMs: number | undefined,
  { fetch, sleep }: Runtime,
): Promise<Answer> {
  if (timeoutMs === undefined) return answerOf(await fetch(url, init));
  const answered = new AbortController();
  const late = new AbortController();
  sleep(timeoutMs, answered.signal).then(
    () => late.abort(new DOMException(`no answer within ${timeoutMs} ms`, 'TimeoutError')),
    () => undefined,
  );
  const signals = init.signal ? [init.signal, late.signal] : [late.signal];
  try {
    return await answerOf(await fetch(url, { ...init, signal: AbortSignal.any(signals) }));
  } finally {
    answered.abort();
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const { status } = response;
  const isRefusal = status >= 400 && status < 500 && status !== 429;
  return { response, code: isRefusal ? await errorCode(response) : undefined };
}
