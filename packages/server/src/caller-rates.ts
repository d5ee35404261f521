// A bound on how often one caller may call, so that one does not take the control plane from all.
import type { OperationCaller } from '@ostiary/iam';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Who called how often of late. */
export interface CallerRates {
  /** Counts a call; false when the caller is over its rate. */
  readonly admit: (caller: Pick<OperationCaller, 'principal' | 'sourceIp'>) => Promise<boolean>;
}

/** Lets each caller call so many times a second. */
export function createCallerRates(perSecond: number): CallerRates {
  const limiter = new RateLimiterMemory({ points: perSecond, duration: 1 });
  return {
    admit: async ({ principal, sourceIp }) => {
      try {
        // Whoever does not sign is known by the address alone.
        const unsigned = `${principal.type} ${sourceIp ?? ''}`;
        await limiter.consume('arn' in principal ? principal.arn : unsigned);
        return true;
      } catch (error) {
        if (error instanceof RateLimiterRes) return false;
        throw error;
      }
    },
  };
}
