// Every way to be refused, as what the caller is told.
import { type Allowed, accessDeniedMessage, type Decision, explain } from '@ostiary/evaluator';
import { SignatureError } from '@ostiary/sigv4';
import type { DialectRules } from './dialect.js';
import { GateError, RequestRefused } from './errors.js';
import type { RequestHead } from './incoming-request.js';
import { awsJsonContentType } from './json-protocol.js';
import { type RefusalCode, refusalStatus } from './refusal-code.js';

/** A refusal, before it is written as JSON or XML. */
export interface Refusal {
  /** A {@link RefusalCode}, or a code of the service whose reader refused. */
  readonly code: string;
  readonly status: number;
  /** Whose fault it is: the caller's, or ours. */
  readonly fault: 'Sender' | 'Receiver';
  /** Fit for the caller. */
  readonly message: string;
  /** Why, for the owner of the policies; shown to callers in development alone. */
  readonly explanation: readonly string[];
  /** The region to sign for, where a request of S3's dialect was signed for another. */
  readonly region?: string;
}

/** Makes the encoded message of a decision; undefined where there is none to be made. */
export type EncodeDecision = (
  decision: Decision,
) => string | undefined | Promise<string | undefined>;

/**
 * The refusal of a decision that is no allow. `encode` makes the text by which whoever may read
 * policies can look the decision up (STS API Reference, DecodeAuthorizationMessage).
 */
export async function refuseDecision(
  decision: Exclude<Decision, Allowed>,
  encode: EncodeDecision | undefined,
): Promise<Refusal> {
  const message = accessDeniedMessage(decision);
  const isAnonymous = decision.request.principal.type === 'Anonymous';
  const explanation = explain(decision);
  if (isAnonymous && decision.outcome === 'implicitDeny') {
    const refusal = refuse('MissingAuthenticationToken', `the request is not signed. ${message}`);
    return { ...refusal, explanation };
  }
  const encoded = encode && (await encode(decision));
  const shown = encoded === undefined ? '' : `. Encoded authorization failure message: ${encoded}`;
  return { ...refuse('AccessDenied', message + shown), explanation };
}

/**
 * The refusal for whatever was thrown on the way. An error that is not one of ours means that
 * something we depend on did not answer: the request is refused and told nothing of the cause.
 */
export function refuseError(error: unknown): Refusal {
  if (error instanceof GateError) return refuse(error.code, error.message);
  if (error instanceof SignatureError) {
    const { code, message, region } = error;
    const refusal = { ...refuse(code, message), explanation: explainSignature(error) };
    return region === undefined ? refusal : { ...refusal, region };
  }
  if (error instanceof RequestRefused) {
    const { code, status, fault, message } = error;
    return { code, status, fault, message, explanation: [] };
  }
  return refuse('ServiceUnavailable', 'the request could not be authorized, try again later');
}

/** The refusal of a request in the words of a dialect. */
export function refusalIn(
  { codes, document }: DialectRules,
  found: Refusal,
  request: RequestHead,
): Refusal {
  const code = codes.get(found.code);
  const refusal = code === undefined ? found : { ...found, code, status: refusalStatus[code] };
  const isAwsJson = document === '__type' && awsJsonContentType(request) !== undefined;
  return isAwsJson && refusal.fault === 'Sender' ? { ...refusal, status: 400 } : refusal;
}

/** A refusal with the status of its code. */
function refuse(code: RefusalCode, message: string): Refusal {
  const status = refusalStatus[code];
  const fault = status >= 500 ? 'Receiver' : 'Sender';
  return { code, status, fault, message, explanation: [] };
}

function explainSignature(error: SignatureError): readonly string[] {
  const { canonicalRequest, stringToSign, likelyCause } = error;
  if (canonicalRequest === undefined || stringToSign === undefined) return [];
  return [
    likelyCause === undefined
      ? 'likely cause: none of those that were tried; check the secret access key'
      : `likely cause: ${likelyCause}`,
    `the canonical request that was computed here:\n${canonicalRequest}`,
    `the string to sign that was computed here:\n${stringToSign}`,
  ];
}
