// Sending one request as often as it takes, and as it may be.
import type { Answer } from './fetch-within.js';
import type { RetryQuota } from './retry-quota.js';
import { type RetryReason, retryReason } from './retry-reason.js';
import type { Runtime } from './runtime.js';
import type { ServerClock } from './server-clock.js';

/** One try: made ready at a time, and then sent. */
export interface Try {
  readonly signedAt: Date;
  readonly send: () => Promise<Answer>;
}

/** What a request may cost. */
export interface SendSetting {
  /** How often it may be sent, but for one more time when the clock was wrong. */
  readonly attempts: number;
  /** Whether it may be done twice. */
  readonly isIdempotent: boolean;
  readonly signal: AbortSignal | undefined;
  readonly quota: RetryQuota;
  readonly clock: ServerClock;
  readonly runtime: Runtime;
}

type Outcome = Answer | { readonly error: unknown };

/** The longest wait, and the first by reason (standard retry mode of AWS's SDKs). */
const longestMs = 20_000;
const firstMs: Readonly<Record<RetryReason, number>> = { throttled: 500, lost: 100 };

/**
 * Sends until an answer is worth giving, each time made ready anew. What `prepare` throws is not
 * tried again, and an aborted signal ends it at once, also while it waits.
 */
export async function sendWithRetries(
  prepare: () => Promise<Try>,
  setting: SendSetting,
): Promise<Response> {
  const { attempts, signal, quota, clock, runtime } = setting;
  let retries = 0;
  let isCorrected = false;
  while (true) {
    signal?.throwIfAborted();
    const { signedAt, send } = await prepare();
    const outcome = await outcomeOf(send, signal);
    if (!isCorrected && 'response' in outcome) {
      isCorrected = clock.correct(outcome.response, outcome.code, signedAt);
      if (isCorrected) {
        discard(outcome);
        continue;
      }
    }
    const reason = reasonOf(outcome);
    if (reason === undefined) quota.succeed(retries);
    const waitMs = waitOf(outcome, reason, retries, setting);
    if (waitMs === undefined || retries + 1 >= attempts || !quota.take()) return settled(outcome);
    discard(outcome);
    await runtime.sleep(waitMs, signal);
    retries += 1;
  }
}

async function outcomeOf(send: Try['send'], signal: AbortSignal | undefined): Promise<Outcome> {
  try {
    return await send();
  } catch (error) {
    if (signal?.aborted) throw error;
    return { error };
  }
}

function reasonOf(outcome: Outcome): RetryReason | undefined {
  return 'error' in outcome ? 'lost' : retryReason(outcome.response.status, outcome.code);
}

/** How long to wait before the next try, with full jitter; undefined when there shall be none. */
function waitOf(
  outcome: Outcome,
  reason: RetryReason | undefined,
  retries: number,
  { isIdempotent, clock, runtime }: SendSetting,
): number | undefined {
  if (reason === undefined || (reason === 'lost' && !isIdempotent)) return undefined;
  const jitterMs = runtime.random() * Math.min(longestMs, firstMs[reason] * 2 ** retries);
  const askedMs = 'response' in outcome ? retryAfterMs(outcome.response, clock.now()) : 0;
  return askedMs > longestMs ? undefined : Math.max(jitterMs, askedMs);
}

/** `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3); 0 when there is none. */
function retryAfterMs({ headers }: Response, now: Date): number {
  const text = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now.getTime());
}

function settled(outcome: Outcome): Response {
  if ('error' in outcome) throw outcome.error;
  return outcome.response;
}

/** Frees the connection of an answer that nobody will read. */
function discard(outcome: Outcome): void {
  if ('response' in outcome) void outcome.response.body?.cancel().catch(() => undefined);
}
