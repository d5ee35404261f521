// How long temporary credentials last.
import type { Principal } from '@ostiary/policy';
import { IamError } from './errors.js';

const HOUR = 3600;

/**
 * How long a session of a role lasts: an hour where nothing is asked, at most what the role allows,
 * and in a chain of roles at most an hour (IAM User Guide, "Roles terms and concepts", "Role
 * chaining").
 *
 * @throws IamError `ValidationError` when more is asked
 */
export function roleSessionDuration(
  requested: number | undefined,
  { maxSeconds, chained }: { readonly maxSeconds: number; readonly chained: boolean },
): number {
  const seconds = requested ?? HOUR;
  if (chained && seconds > HOUR) {
    throw new IamError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > maxSeconds) {
    throw new IamError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  return seconds;
}

/**
 * How long a session of GetSessionToken or GetFederationToken lasts: twelve hours where nothing is
 * asked; for a root user never more than one, whatever is asked (STS API Reference).
 */
export function userSessionDuration(
  requested: number | undefined,
  { type }: Pick<Principal, 'type'>,
): number {
  const seconds = requested ?? 12 * HOUR;
  return type === 'Root' ? Math.min(seconds, HOUR) : seconds;
}
