// @ostiary/api/error-code: the error codes of IAM and STS, and the HTTP status of each, said once.

/** A code that an operation of IAM or STS can answer with. */
export type ErrorCode =
  | 'AccessDenied'
  | 'ConcurrentModification'
  | 'DeleteConflict'
  | 'DuplicateCertificate'
  | 'DuplicateSSHPublicKey'
  | 'EntityAlreadyExists'
  | 'EntityTemporarilyUnmodifiable'
  | 'ExpiredTokenException'
  | 'IDPCommunicationError'
  | 'IDPRejectedClaim'
  | 'InternalFailure'
  | 'InvalidAction'
  | 'InvalidAuthenticationCode'
  | 'InvalidAuthorizationMessageException'
  | 'InvalidCertificate'
  | 'InvalidIdentityToken'
  | 'InvalidInput'
  | 'InvalidParameterValue'
  | 'InvalidPublicKey'
  | 'InvalidQueryParameter'
  | 'InvalidUserType'
  | 'KeyPairMismatch'
  | 'LimitExceeded'
  | 'MalformedCertificate'
  | 'MalformedInput'
  | 'MalformedPolicyDocument'
  | 'MalformedQueryString'
  | 'MissingAction'
  | 'MissingParameter'
  | 'NoSuchEntity'
  | 'NotSupportedService'
  | 'OpenIdIdpCommunicationError'
  | 'PackedPolicyTooLarge'
  | 'PasswordPolicyViolation'
  | 'PolicyEvaluation'
  | 'PolicyNotAttachable'
  | 'RegionDisabledException'
  | 'ReportExpired'
  | 'ReportGenerationLimitExceeded'
  | 'ReportInProgress'
  | 'ReportNotPresent'
  | 'RequestEntityTooLarge'
  | 'ServiceFailure'
  | 'ServiceUnavailable'
  | 'Throttling'
  | 'UnmodifiableEntity'
  | 'UnrecognizedPublicKeyEncoding'
  | 'ValidationError';

/** How a code is answered. */
export interface ErrorCodeEntry {
  readonly status: number;
  readonly fault: 'Sender' | 'Receiver';
}

const sender = (status: number): ErrorCodeEntry => ({ status, fault: 'Sender' });
const receiver = (status: number): ErrorCodeEntry => ({ status, fault: 'Receiver' });

/**
 * HTTP status and fault by code (IAM and STS API Reference, the errors of each operation and
 * "Common Errors").
 */
export const ERROR_CODES: Readonly<Record<ErrorCode, ErrorCodeEntry>> = {
  AccessDenied: sender(403),
  ConcurrentModification: sender(409),
  DeleteConflict: sender(409),
  DuplicateCertificate: sender(409),
  DuplicateSSHPublicKey: sender(400),
  EntityAlreadyExists: sender(409),
  EntityTemporarilyUnmodifiable: sender(409),
  ExpiredTokenException: sender(400),
  IDPCommunicationError: sender(400),
  IDPRejectedClaim: sender(403),
  InternalFailure: receiver(500),
  InvalidAction: sender(400),
  InvalidAuthenticationCode: sender(403),
  InvalidAuthorizationMessageException: sender(400),
  InvalidCertificate: sender(400),
  InvalidIdentityToken: sender(400),
  InvalidInput: sender(400),
  InvalidParameterValue: sender(400),
  InvalidPublicKey: sender(400),
  InvalidQueryParameter: sender(400),
  InvalidUserType: sender(400),
  KeyPairMismatch: sender(400),
  LimitExceeded: sender(409),
  MalformedCertificate: sender(400),
  MalformedInput: sender(400),
  MalformedPolicyDocument: sender(400),
  MalformedQueryString: sender(404),
  MissingAction: sender(400),
  MissingParameter: sender(400),
  NoSuchEntity: sender(404),
  NotSupportedService: sender(404),
  OpenIdIdpCommunicationError: sender(400),
  PackedPolicyTooLarge: sender(400),
  PasswordPolicyViolation: sender(400),
  PolicyEvaluation: receiver(500),
  PolicyNotAttachable: sender(400),
  RegionDisabledException: sender(403),
  ReportExpired: sender(410),
  ReportGenerationLimitExceeded: sender(409),
  ReportInProgress: sender(404),
  ReportNotPresent: sender(410),
  RequestEntityTooLarge: sender(413),
  ServiceFailure: receiver(500),
  ServiceUnavailable: receiver(503),
  Throttling: sender(400),
  UnmodifiableEntity: sender(400),
  UnrecognizedPublicKeyEncoding: sender(400),
  ValidationError: sender(400),
};
