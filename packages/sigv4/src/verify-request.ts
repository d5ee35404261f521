// Verifying, in this order: parse, scope, clock skew, key (which opens the session token),
// payload hash, signature (in constant time), expiry. What is cheap and public comes first;
// nothing is hashed before the scope and the clock are known to be good.
import { digest } from '#digest';
import type { PathRule } from './canonical-path.js';
import { canonicalRequest } from './canonical-request.js';
import { checkClockSkew } from './check-clock-skew.js';
import { checkCredentialScope } from './check-credential-scope.js';
import { checkHeaderSize, checkSignedHeaders } from './check-headers.js';
import { checkPayload } from './check-payload.js';
import { constantTimeEqual } from './constant-time-equal.js';
import type { CredentialScope } from './credential-scope.js';
import { SignatureError } from './errors.js';
import { findAuthorization } from './find-authorization.js';
import { headerValues } from './header-values.js';
import type { HttpRequest } from './http-request.js';
import { limits } from './limits.js';
import { type Authorization, parseAuthorization } from './parse-authorization.js';
import type { SigningKeyLookup, SigningKeyMatch } from './signing-key-lookup.js';
import { signingTime } from './signing-time.js';
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
  /** How far the signer's clock may be from `now`. Default 5 minutes, as AWS has it. */
  readonly clockSkewMs?: number;
}

/** A signature that holds: who made it, over what. */
export interface VerifiedSignature<Principal> {
  readonly principal: Principal;
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** Lower-case names; a header that is not among them may have been changed on the way. */
  readonly signedHeaders: readonly string[];
  readonly signedAt: Date;
  /** Whether a session token came with it. */
  readonly sessionToken: boolean;
}

const defaultClockSkewMs = 5 * 60 * 1000;

/**
 * Verifies a request signed with Signature Version 4 in its Authorization header. Undefined means
 * that the request holds no AWS signature: not this scheme.
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
  const headers = headerValues(request.headers);
  const found = findAuthorization(headers, request.query);
  if (found === undefined) return undefined;

  checkHeaderSize(request.headers);
  checkAuthorizationLength(found);
  const authorization = parseAuthorization(found);
  const { scope, signedHeaders } = authorization;
  checkSignedHeaders(headers, signedHeaders);
  const time = signingTime(headers, signedHeaders);

  const { service, regions, now, pathRule = 'normalized' } = options;
  checkCredentialScope(scope, { date: time.amzDate.slice(0, 8), service, regions });
  checkClockSkew(time, now, options.clockSkewMs ?? defaultClockSkewMs);

  const sessionToken = headers.get('x-amz-security-token')?.[0]?.trim();
  const match = await findSigningKey(options.signingKeys, authorization, sessionToken);
  const payloadHash = await checkPayload(request, headers);
  const canonical = canonicalRequest(request, { signedHeaders, payloadHash, pathRule, headers });
  const toSign = await stringToSign({ amzDate: time.amzDate, scope, canonicalRequest: canonical });
  const expected = await digest.hmacSha256Hex(match.signingKey, toSign);
  if (!constantTimeEqual(expected, authorization.signature)) {
    throw signatureDiffers({ canonicalRequest: canonical, stringToSign: toSign });
  }
  checkExpiration(match.expiration, now);
  return {
    principal: match.principal,
    accessKeyId: authorization.accessKeyId,
    scope,
    signedHeaders,
    signedAt: time.signedAt,
    sessionToken: sessionToken !== undefined,
  };
}

function checkAuthorizationLength(authorization: string): void {
  if (authorization.length > limits.authorizationLength) {
    throw new SignatureError(
      'RequestHeaderSectionTooLarge',
      `expected an Authorization header of at most ${limits.authorizationLength} characters, found ${authorization.length}`,
    );
  }
}

async function findSigningKey<Principal>(
  signingKeys: SigningKeyLookup<Principal>,
  { accessKeyId, scope }: Authorization,
  sessionToken: string | undefined,
): Promise<SigningKeyMatch<Principal>> {
  const match = await signingKeys(
    sessionToken === undefined ? { accessKeyId, scope } : { accessKeyId, scope, sessionToken },
  );
  if (match === undefined) {
    throw new SignatureError(
      'InvalidClientTokenId',
      'expected a known and active access key and session token, found another one',
    );
  }
  return match;
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
