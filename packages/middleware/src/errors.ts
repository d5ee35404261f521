// What the gate can refuse a request for, besides the decision itself and a bad signature.

/** AWS's error codes for the refusals of the gate (IAM API Reference, "Common Errors"; S3's too). */
export type GateErrorCode =
  | 'AccessDenied'
  | 'IncompleteSignature'
  | 'IncorrectNumberOfFilesInPostRequest'
  | 'InternalFailure'
  | 'InvalidClientTokenId'
  | 'InvalidArgument'
  | 'InvalidRequest'
  | 'InvalidURI'
  | 'MalformedPOSTRequest'
  | 'MalformedRequestBody'
  | 'MaxPostPreDataLengthExceededError'
  | 'MissingAuthenticationToken'
  | 'PreconditionFailed'
  | 'RequestEntityTooLarge'
  | 'ServiceUnavailable';

/** How a code is answered. */
export interface RefusalAnswer {
  /** The HTTP status. */
  readonly status: number;
  readonly fault: 'Sender' | 'Receiver';
}

/**
 * A request that a reader refuses by a code of its own service (`NoSuchEntity`), for the gate to answer
 * and to record as it does its own refusals. The message is fit for the caller.
 */
export class RequestRefused extends Error {
  override readonly name: string = 'RequestRefused';
  readonly code: string;
  readonly status: number;
  readonly fault: 'Sender' | 'Receiver';

  constructor(
    code: string,
    { status, fault }: RefusalAnswer,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.status = status;
    this.fault = fault;
  }
}

/** A request that the gate refuses; its message is fit for the caller. */
export class GateError extends Error {
  override readonly name: string = 'GateError';
  readonly code: GateErrorCode;

  constructor(code: GateErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
