// Whether a request was signed near enough to now, and a presigned URL still holds.
import { formatAmzDate } from './amz-date.js';
import type { Authorization } from './authorization.js';
import type { DialectRules } from './dialect.js';
import { SignatureError } from './errors.js';

/** By which clock, and how far off it the signer's may be. */
export interface Clock {
  readonly now: Date;
  readonly clockSkewMs: number;
}

/**
 * Refuses a request signed more than the skew before or after now, and a presigned URL signed
 * more than the skew after now or used past its end, in AWS's own words (IAM User Guide,
 * "Troubleshoot signed requests for AWS APIs", Credential scope errors). The end of a presigned
 * URL has no skew: whoever made it chose it. Answers with the last moment at which the request is in
 * time. Throws by the dialect's code.
 */
export function checkSigningTime(
  { time, presigned }: Authorization,
  { now, clockSkewMs }: Clock,
  dialect: DialectRules,
): Date {
  const ahead = time.signedAt.getTime() - now.getTime();
  const validMs = presigned === undefined ? clockSkewMs : presigned.expiresSeconds * 1000;
  if (ahead >= -validMs && ahead <= clockSkewMs) {
    return new Date(time.signedAt.getTime() + validMs);
  }
  const windowMs = ahead < 0 ? validMs : clockSkewMs;
  const bound = formatAmzDate(new Date(now.getTime() + Math.sign(ahead) * windowMs));
  const found = ahead < 0 ? 'expired' : 'not yet current';
  const relation = ahead < 0 ? 'is now earlier than' : 'is still later than';
  const sum = `${formatAmzDate(now)} ${ahead < 0 ? '-' : '+'} ${duration(windowMs)}`;
  throw new SignatureError(
    presigned === undefined ? dialect.skewedClock : dialect.expiredUrl,
    `Signature ${found}: ${time.amzDate} ${relation} ${bound} (${sum})`,
  );
}

function duration(milliseconds: number): string {
  return milliseconds % 60_000 === 0 ? `${milliseconds / 60_000} min.` : `${milliseconds / 1000} s`;
}
