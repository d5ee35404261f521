// Every way to be refused, as what the caller is told.
import { type Allowed, accessDeniedMessage, type Decision, explain } from '@ostiary/evaluator';
import { SignatureError, type SignatureErrorCode } from '@ostiary/sigv4';
import { GateError, type GateErrorCode } from './errors.js';

/** The codes that a refusal can carry. */
export type RefusalCode = GateErrorCode | SignatureErrorCode;

/** A refusal, before it is written as JSON or XML. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly status: number;
  /** Whose fault it is: the caller's, or ours. */
  readonly fault: 'Sender' | 'Receiver';
  /** Fit for the caller. */
  readonly message: string;
  /** Why, for the owner of the policies; shown to callers in development alone. */
  readonly explanation: readonly string[];
}

/** HTTP status by code, as the services of AWS answer (IAM API Reference, "Common Errors"). */
const STATUS: Readonly<Record<RefusalCode, number>> = {
  AccessDenied: 403,
  BadDigest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  ExpiredToken: 403,
  IncompleteBody: 400,
  IncompleteSignature: 400,
  InternalFailure: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidChunkSizeError: 403,
  InvalidClientTokenId: 403,
  InvalidPolicyDocument: 400,
  InvalidRequest: 400,
  InvalidURI: 400,
  MalformedRequestBody: 400,
  MalformedTrailerError: 400,
  MaxPostPreDataLengthExceeded: 400,
  MissingAuthenticationToken: 403,
  MissingContentLength: 411,
  RequestEntityTooLarge: 413,
  RequestHeaderSectionTooLarge: 400,
  RequestTimeTooSkewed: 403,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  XAmzContentSHA256Mismatch: 400,
};

/** The refusal of a decision that is no allow. */
export function refuseDecision(decision: Exclude<Decision, Allowed>): Refusal {
  const message = accessDeniedMessage(decision);
  const isAnonymous = decision.request.principal.type === 'Anonymous';
  const explanation = explain(decision);
  return isAnonymous && decision.outcome === 'implicitDeny'
    ? {
        ...refuse('MissingAuthenticationToken', `the request is not signed. ${message}`),
        explanation,
      }
    : { ...refuse('AccessDenied', message), explanation };
}

/**
 * The refusal for whatever was thrown on the way. An error that is not one of ours means that
 * something we depend on did not answer: the request is refused and told nothing of the cause.
 */
export function refuseError(error: unknown): Refusal {
  if (error instanceof GateError) return refuse(error.code, error.message);
  if (error instanceof SignatureError) {
    return { ...refuse(error.code, error.message), explanation: explainSignature(error) };
  }
  return refuse('ServiceUnavailable', 'the request could not be authorized, try again later');
}

/** A refusal with the status of its code. */
function refuse(code: RefusalCode, message: string): Refusal {
  const status = STATUS[code];
  const fault = status >= 500 ? 'Receiver' : 'Sender';
  return { code, status, fault, message, explanation: [] };
}

function explainSignature({ canonicalRequest, stringToSign }: SignatureError): readonly string[] {
  if (canonicalRequest === undefined || stringToSign === undefined) return [];
  return [
    `the canonical request that was computed here:\n${canonicalRequest}`,
    `the string to sign that was computed here:\n${stringToSign}`,
  ];
}
