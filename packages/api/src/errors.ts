// What the wire refuses: AWS's code and message.
import { ERROR_CODES, type ErrorCode, type ErrorCodeEntry } from './error-code.js';

/** A request that could not be read as one of the operations; its message is fit for the caller. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** Whose fault it is: the caller's, or ours. */
  get fault(): ErrorCodeEntry['fault'] {
    return ERROR_CODES[this.code].fault;
  }
}

/** A caller's text as a message may repeat it: cut where it is long. */
export function quote(text: string): string {
  const LONGEST = 128;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
