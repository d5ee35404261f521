// Whether a request was signed near enough to now.
import { formatAmzDate } from './amz-date.js';
import { SignatureError } from './errors.js';
import type { SigningTime } from './signing-time.js';

/**
 * Refuses a request signed more than the skew before or after now, in AWS's own words
 * (IAM User Guide, "Troubleshoot signed requests for AWS APIs", Credential scope errors).
 * Throws SignatureDoesNotMatch.
 */
export function checkClockSkew(time: SigningTime, now: Date, clockSkewMs: number): void {
  const ahead = time.signedAt.getTime() - now.getTime();
  if (ahead >= -clockSkewMs && ahead <= clockSkewMs) return;
  const bound = formatAmzDate(new Date(now.getTime() + Math.sign(ahead) * clockSkewMs));
  const found = ahead < 0 ? 'expired' : 'not yet current';
  const relation = ahead < 0 ? 'is now earlier than' : 'is still later than';
  const sum = `${formatAmzDate(now)} ${ahead < 0 ? '-' : '+'} ${clockSkewMs / 60_000} min.`;
  throw new SignatureError(
    'SignatureDoesNotMatch',
    `Signature ${found}: ${time.amzDate} ${relation} ${bound} (${sum})`,
  );
}
