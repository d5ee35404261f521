// How many retries a client may make: what keeps many clients from holding a service down.

/** Tokens that retries use up and successes give back. */
export interface RetryQuota {
  /** Whether there is enough for one more retry, which it then is paid for. */
  take(): boolean;
  /** Says that a request has succeeded, after so many retries. */
  succeed(retries: number): void;
}

const capacity = 500;
const retryCost = 5;

/**
 * The token bucket of AWS's standard retry mode (AWS SDKs and Tools Reference Guide, "Retry
 * behavior"): 500 tokens, 5 for a retry, and a success gives back what its retry cost, or 1.
 */
export function retryQuota(): RetryQuota {
  let tokens = capacity;
  return {
    take() {
      if (tokens < retryCost) return false;
      tokens -= retryCost;
      return true;
    },
    succeed(retries) {
      tokens = Math.min(capacity, tokens + (retries > 0 ? retryCost : 1));
    },
  };
}
