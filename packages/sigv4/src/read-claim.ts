// The first half of verifying: bounds, parse, scope, clock. It is cheap, public and needs no key.
import type { Authorization } from './authorization.js';
import { canonicalQuery, type QueryParameter, queryParameters } from './canonical-query.js';
import { checkRequestLine } from './canonical-request.js';
import { checkHeaderSize, checkSignedHeaders, checkSingleHeaders } from './check-headers.js';
import { checkSigningTime } from './check-signing-time.js';
import { type DeclaredPayload, declaredPayload } from './declared-payload.js';
import { type DialectRules, dialectRules, malformedIn } from './dialect.js';
import { SignatureError } from './errors.js';
import { type FoundAuthorization, findAuthorization } from './find-authorization.js';
import { findScopeMismatch } from './find-scope-mismatch.js';
import { type HeaderValues, headerValues } from './header-values.js';
import type { HttpRequest } from './http-request.js';
import { parseAuthorization } from './parse-authorization.js';
import { parsePresignedQuery } from './parse-presigned-query.js';
import { hmacAlgorithm, type SigningAlgorithm } from './signing-algorithm.js';
import type { VerifyRequestOptions } from './verify-options.js';

/** A claim that is well-formed, for this service and in time. */
export interface Claim {
  readonly authorization: Authorization;
  readonly headers: HeaderValues;
  /** Canonical. */
  readonly query: string;
  readonly payload: DeclaredPayload;
  /** When the clock will be past it. */
  readonly acceptedUntil: Date;
}

/**
 * Reads what a request claims and checks all that needs no key. Undefined means that it holds no
 * AWS signature. Throws SignatureError.
 */
export function readClaim(
  request: HttpRequest,
  options: VerifyRequestOptions<unknown>,
): Claim | undefined {
  checkHeaderSize(request.headers);
  checkRequestLine(request);
  const headers = headerValues(request.headers);
  const parameters = queryParameters(request.query);
  const found = findAuthorization(headers, parameters);
  if (found === undefined) return undefined;
  checkSingleHeaders(headers);
  if (found.place === 'query' && options.presigned === false) throw urlRefused();

  const { service, regions, now, pathRule = 'normalized', tokenAfterSigning = false } = options;
  const dialect = dialectRules(options.dialect);
  const authorization = parseFound(found, { headers, parameters, tokenAfterSigning }, dialect);
  const { scope, signedHeaders, time } = authorization;
  checkSignedHeaders(headers, signedHeaders, { tokenAfterSigning });
  const { unsignedPayload } = options;
  const payload = declaredPayload(authorization, { pathRule, unsignedPayload });
  const { algorithm } = authorization;
  checkAlgorithm(algorithm, options);
  const expected = { date: time.amzDate.slice(0, 8), service, algorithm, regions };
  const mismatch = findScopeMismatch(scope, expected);
  if (mismatch !== undefined) throw dialect.refuseScope(mismatch, found.place);
  const { clockSkewMs = dialect.clockSkewMs } = options;
  const acceptedUntil = checkSigningTime(authorization, { now, clockSkewMs }, dialect);
  const query = authorization.presigned?.canonicalQuery ?? canonicalQuery(parameters);
  return { authorization, headers, query, payload, acceptedUntil };
}

interface Parseable {
  readonly headers: HeaderValues;
  readonly parameters: readonly QueryParameter[];
  readonly tokenAfterSigning: boolean;
}

function parseFound(
  found: FoundAuthorization,
  { headers, parameters, tokenAfterSigning }: Parseable,
  dialect: DialectRules,
): Authorization {
  try {
    return found.place === 'header'
      ? parseAuthorization(found, headers)
      : parsePresignedQuery(parameters, headers, { tokenAfterSigning });
  } catch (error) {
    throw malformedIn(dialect, found.place, error);
  }
}

const hmacAlone: readonly SigningAlgorithm[] = [hmacAlgorithm];

function checkAlgorithm(
  algorithm: SigningAlgorithm,
  { algorithms = hmacAlone }: VerifyRequestOptions<unknown>,
): void {
  if (algorithms.includes(algorithm)) return;
  throw new SignatureError(
    'InvalidRequest',
    `expected a signature by ${algorithms.join(' or ')}, found one by \`${algorithm}\`, which is not supported here`,
  );
}

function urlRefused(): SignatureError {
  return new SignatureError(
    'InvalidRequest',
    'expected an Authorization header, found a presigned URL, which is not supported here',
  );
}
