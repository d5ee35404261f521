// What keeps a question from being decided; a denial is none of these.
import type { JsonPath } from '@ostiary/policy';

/** AWS's codes for what is wrong with a case (IAM API Reference, "Common Errors"). */
export type CaseErrorCode = 'MalformedPolicyDocument' | 'ValidationError';

/** A case that cannot be decided, and the value in it that is to blame. */
export class CaseError extends Error {
  override readonly name: string = 'CaseError';
  readonly fault = 'Sender';
  readonly code: CaseErrorCode;
  readonly path: JsonPath;

  constructor(code: CaseErrorCode, message: string, path: JsonPath) {
    super(message);
    this.code = code;
    this.path = path;
  }
}

/** A command line that cannot be run, or a file that it names; the message is for a person. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
  readonly fault = 'Sender';
}

/** What the control plane refused, with AWS's code and its own words for why. */
export class RefusedError extends UsageError {
  override readonly name: string = 'RefusedError';
  readonly code: string;
  readonly reason: string;

  constructor(code: string, reason: string) {
    super(`ostiary: ${code}: ${reason}`);
    this.code = code;
    this.reason = reason;
  }
}
