// Verifying, in this order: bounds, parse, scope, clock, key (which opens the session token),
// payload hash, signature (in constant time), expiry. What is cheap and public comes first;
// nothing is hashed before the scope and the clock are known to be good.
import { digest } from '#digest';
import { ecdsa } from '#ecdsa';
import type { Authorization } from './authorization.js';
import type { PathRule } from './canonical-path.js';
import { queryParameters } from './canonical-query.js';
import { canonicalRequest, checkRequestLine } from './canonical-request.js';
import { checkCredentialScope } from './check-credential-scope.js';
import { checkHeaderSize, checkSignedHeaders, checkSingleHeaders } from './check-headers.js';
import { checkPayload } from './check-payload.js';
import { checkSigningTime } from './check-signing-time.js';
import { constantTimeEqual } from './constant-time-equal.js';
import type { CredentialScope } from './credential-scope.js';
import { type DeclaredPayload, declaredPayload } from './declared-payload.js';
import { type Dialect, type DialectRules, dialects } from './dialect.js';
import { parseEcdsaSignature } from './ecdsa-signature.js';
import { SignatureError } from './errors.js';
import { findAuthorization } from './find-authorization.js';
import { type HeaderValues, headerValues } from './header-values.js';
import type { HttpRequest } from './http-request.js';
import { parseAuthorization } from './parse-authorization.js';
import { parsePresignedQuery } from './parse-presigned-query.js';
import { ecdsaAlgorithm, hmacAlgorithm, type SigningAlgorithm } from './signing-algorithm.js';
import type { SigningKeyLookup, SigningKeyMatch } from './signing-key-lookup.js';
import { stringToSign } from './string-to-sign.js';

/** Whom to ask for keys, and what a signature has to be for. */
export interface VerifyRequestOptions<Principal> {
  readonly signingKeys: SigningKeyLookup<Principal>;
  readonly now: Date;
  /** The service name that a credential must be scoped to. */
  readonly service: string;
  /** The regions that a credential may be scoped to; undefined means any. */
  readonly regions?: readonly string[] | undefined;
  /** Default `normalized`. */
  readonly pathRule?: PathRule;
  /**
   * Default: `AWS4-HMAC-SHA256` alone. With `AWS4-ECDSA-P256-SHA256`, SigV4A, the lookup is asked
   * for public keys too.
   */
  readonly algorithms?: readonly SigningAlgorithm[];
  /** Whether presigned URLs are accepted. Default true. */
  readonly presigned?: boolean;
  /** Whose codes and clock window. Default `query`. */
  readonly dialect?: Dialect;
  /** How far the signer's clock may be from `now`. Default: the dialect's, 5 or 15 minutes. */
  readonly clockSkewMs?: number;
  /**
   * Whether `UNSIGNED-PAYLOAD` is accepted, so that the body may be any. Default: in URLs that are
   * presigned by the path rule `s3`, and nowhere else.
   */
  readonly unsignedPayload?: boolean;
  /**
   * Whether the session token is added after signing, as some AWS services have it: a header with
   * it may be unsigned, and in a presigned URL it is. The lookup must then tie the token to the
   * key, as it has to do anyway. Default false: like all that speaks to AWS it must be signed.
   */
  readonly tokenAfterSigning?: boolean;
}

/** A signature that holds: who made it, over what. */
export interface VerifiedSignature<Principal> {
  readonly principal: Principal;
  readonly algorithm: SigningAlgorithm;
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** Lower-case names; a header that is not among them may have been changed on the way. */
  readonly signedHeaders: readonly string[];
  readonly signedAt: Date;
  /** Whether the signature came in the query, so that whoever holds the URL may have sent it. */
  readonly presigned: boolean;
  /** Whether the body is signed too; otherwise it may have been any. */
  readonly payloadSigned: boolean;
  /** Whether a session token came with it. */
  readonly sessionToken: boolean;
}

/**
 * Verifies a request signed with Signature Version 4, in its Authorization header or as a
 * presigned URL. Undefined means that the request holds no AWS signature: not this scheme.
 *
 * Throws SignatureError for a signature that does not hold or cannot be read, and whatever the
 * key lookup throws. Only a returned value means that the signature holds.
 *
 * @example
 * ```ts
 * import { type HttpRequest, type SigningKeyLookup, verifyRequest } from '@ostiary/sigv4';
 *
 * export async function whoSigned(request: HttpRequest, signingKeys: SigningKeyLookup<string>) {
 *   const verified = await verifyRequest(request, { signingKeys, now: new Date(), service: 'notes' });
 *   return verified?.principal ?? 'anonymous';
 * }
 * ```
 */
export async function verifyRequest<Principal>(
  request: HttpRequest,
  options: VerifyRequestOptions<Principal>,
): Promise<VerifiedSignature<Principal> | undefined> {
  const claim = readClaim(request, options);
  if (claim === undefined) return undefined;
  const { authorization, headers, payload } = claim;
  const match = await findSigningKey(authorization, options);
  const { scope, signedHeaders, time, presigned } = authorization;
  const canonical = canonicalRequest(request, {
    signedHeaders,
    payloadHash: await checkPayload(payload, request),
    pathRule: options.pathRule ?? 'normalized',
    headers,
    ...(presigned === undefined ? {} : { canonicalQuery: presigned.canonicalQuery }),
  });
  const toSign = await stringToSign({
    algorithm: authorization.algorithm,
    amzDate: time.amzDate,
    scope,
    canonicalRequest: canonical,
  });
  if (!(await holds(authorization, match, toSign))) {
    throw signatureDiffers({ canonicalRequest: canonical, stringToSign: toSign });
  }
  checkExpiration(match.expiration, options.now);
  return {
    principal: match.principal,
    algorithm: authorization.algorithm,
    accessKeyId: authorization.accessKeyId,
    scope,
    signedHeaders,
    signedAt: time.signedAt,
    presigned: presigned !== undefined,
    payloadSigned: payload.kind !== 'unsigned',
    sessionToken: authorization.sessionToken !== undefined,
  };
}

/** A claim that is well-formed, for this service and in time. */
interface Claim {
  readonly authorization: Authorization;
  readonly headers: HeaderValues;
  readonly payload: DeclaredPayload;
}

function readClaim(
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
  const authorization =
    found.place === 'header'
      ? parseAuthorization(found, headers)
      : parsePresignedQuery(parameters, headers, { tokenAfterSigning });
  const { scope, signedHeaders, time } = authorization;
  checkSignedHeaders(headers, signedHeaders, { tokenAfterSigning });
  const { unsignedPayload } = options;
  const payload = declaredPayload(authorization, { pathRule, unsignedPayload });
  const { algorithm } = authorization;
  checkAlgorithm(algorithm, options);
  checkCredentialScope(scope, { date: time.amzDate.slice(0, 8), service, algorithm, regions });
  const dialect = dialectOf(options);
  const { clockSkewMs = dialect.clockSkewMs } = options;
  checkSigningTime(authorization, { now, clockSkewMs }, dialect);
  return { authorization, headers, payload };
}

function checkAlgorithm(
  algorithm: SigningAlgorithm,
  { algorithms = [hmacAlgorithm] }: VerifyRequestOptions<unknown>,
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

function dialectOf({ dialect = 'query' }: VerifyRequestOptions<unknown>): DialectRules {
  return dialects[dialect];
}

async function findSigningKey<Principal>(
  { algorithm, accessKeyId, scope, sessionToken }: Authorization,
  options: VerifyRequestOptions<Principal>,
): Promise<SigningKeyMatch<Principal>> {
  const match = await options.signingKeys({
    accessKeyId,
    scope,
    ...(algorithm === ecdsaAlgorithm ? { algorithm } : {}),
    ...(sessionToken === undefined ? {} : { sessionToken }),
  });
  const key = algorithm === ecdsaAlgorithm ? match?.publicKey : match?.signingKey;
  if (match === undefined || key === undefined) {
    throw new SignatureError(
      dialectOf(options).unknownKey,
      'expected a known and active access key and session token, found another one',
    );
  }
  return match;
}

async function holds(
  { algorithm, signature }: Authorization,
  { signingKey, publicKey }: SigningKeyMatch<unknown>,
  toSign: string,
): Promise<boolean> {
  switch (algorithm) {
    case hmacAlgorithm: {
      if (signingKey === undefined) return false;
      return constantTimeEqual(await digest.hmacSha256Hex(signingKey, toSign), signature);
    }
    case ecdsaAlgorithm: {
      const numbers = parseEcdsaSignature(signature);
      if (publicKey === undefined || numbers === undefined) return false;
      return ecdsa.verify(publicKey, numbers, toSign);
    }
    default:
      return algorithm satisfies never;
  }
}

function signatureDiffers(explanation: {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}): SignatureError {
  return new SignatureError(
    'SignatureDoesNotMatch',
    'expected the signature of this request by this key, found another one; check the secret access key and the signing method',
    { explanation },
  );
}

function checkExpiration(expiration: Date | undefined, now: Date): void {
  if (expiration !== undefined && !(now.getTime() < expiration.getTime())) {
    throw new SignatureError(
      'ExpiredToken',
      `expected credentials that are valid now, found ones that expired at ${expiration.toISOString()}`,
    );
  }
}
