// What the gate can refuse a request for, besides the decision itself and a bad signature.

/** AWS's error codes for the refusals of the gate (IAM API Reference, "Common Errors"; S3's too). */
export type GateErrorCode =
  | 'AccessDenied'
  | 'IncompleteSignature'
  | 'InternalFailure'
  | 'InvalidClientTokenId'
  | 'InvalidArgument'
  | 'InvalidRequest'
  | 'InvalidURI'
  | 'MalformedRequestBody'
  | 'MissingAuthenticationToken'
  | 'RequestEntityTooLarge'
  | 'ServiceUnavailable';

/** A request that the gate refuses; its message is fit for the caller. */
export class GateError extends Error {
  override readonly name: string = 'GateError';
  readonly code: GateErrorCode;

  constructor(code: GateErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
