// What an operation refuses: AWS's code and message.
import type { ErrorCode } from '@ostiary/api/error-code';

/** An operation that was refused and changed nothing; its message is fit for the caller. */
export class IamError extends Error {
  override readonly name: string = 'IamError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
