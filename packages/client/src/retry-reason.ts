// Which answers are worth asking again for.

/**
 * Why a request is sent again. `throttled`: it was refused before any work. `lost`: nobody knows
 * whether it was done.
 */
export type RetryReason = 'throttled' | 'lost';

/** AWS SDKs and Tools Reference Guide, "Retry behavior"; RFC 9110, section 15, and RFC 6585. */
const byStatus: ReadonlyMap<number, RetryReason> = new Map([
  [429, 'throttled'],
  [500, 'lost'],
  [502, 'lost'],
  [503, 'throttled'],
  [504, 'lost'],
]);

/** The codes that AWS's services answer with, mostly under status 400. */
const byCode: ReadonlyMap<string, RetryReason> = new Map([
  ['BandwidthLimitExceeded', 'throttled'],
  ['EC2ThrottledException', 'throttled'],
  ['IDPCommunicationError', 'throttled'],
  ['LimitExceededException', 'throttled'],
  ['PriorRequestNotComplete', 'throttled'],
  ['ProvisionedThroughputExceededException', 'throttled'],
  ['RequestLimitExceeded', 'throttled'],
  ['RequestThrottled', 'throttled'],
  ['RequestThrottledException', 'throttled'],
  ['RequestTimeout', 'throttled'],
  ['RequestTimeoutException', 'throttled'],
  ['SlowDown', 'throttled'],
  ['ThrottledException', 'throttled'],
  ['Throttling', 'throttled'],
  ['ThrottlingException', 'throttled'],
  ['TooManyRequestsException', 'throttled'],
  ['TransactionInProgressException', 'throttled'],
]);

/** Why this answer is worth another try; undefined when it is not. */
export function retryReason(status: number, code: string | undefined): RetryReason | undefined {
  return byStatus.get(status) ?? (code === undefined ? undefined : byCode.get(code));
}
