// The codes that a refusal can carry, and the HTTP status of each.
import type { SignatureErrorCode } from '@ostiary/sigv4';
import type { GateErrorCode } from './errors.js';

/** What some dialects call a code of the gate. */
type DialectCode =
  | 'AccessDeniedException'
  | 'ExpiredTokenException'
  | 'IncompleteSignatureException'
  | 'InternalError'
  | 'InvalidSignatureException'
  | 'MissingAuthenticationTokenException'
  | 'SerializationException'
  | 'UnrecognizedClientException';

/** The codes that a refusal can carry. */
export type RefusalCode = GateErrorCode | SignatureErrorCode | DialectCode;

/** HTTP status by code, as the services of AWS answer (IAM API Reference, "Common Errors"). */
export const refusalStatus: Readonly<Record<RefusalCode, number>> = {
  AccessDenied: 403,
  AccessDeniedException: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  ExpiredToken: 403,
  ExpiredTokenException: 403,
  IncompleteBody: 400,
  IncompleteSignature: 400,
  IncompleteSignatureException: 403,
  IncorrectNumberOfFilesInPostRequest: 400,
  InternalError: 500,
  InternalFailure: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidChunkSizeError: 403,
  InvalidClientTokenId: 403,
  InvalidPolicyDocument: 400,
  InvalidRequest: 400,
  InvalidSignatureException: 403,
  InvalidURI: 400,
  MalformedPOSTRequest: 400,
  MalformedRequestBody: 400,
  MalformedTrailerError: 400,
  MaxPostPreDataLengthExceededError: 400,
  MissingAuthenticationToken: 403,
  MissingAuthenticationTokenException: 403,
  MissingContentLength: 411,
  PreconditionFailed: 412,
  RequestEntityTooLarge: 413,
  RequestHeaderSectionTooLarge: 400,
  RequestTimeTooSkewed: 403,
  SerializationException: 400,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  UnrecognizedClientException: 403,
  XAmzContentSHA256Mismatch: 400,
};
