// Verifying, whatever the body: claim, key, signature, expiry.
import { digest } from '#digest';
import { ecdsa } from '#ecdsa';
import type { Authorization } from './authorization.js';
import { canonicalOf } from './canonical-request.js';
import { constantTimeEqual } from './constant-time-equal.js';
import { isSigned, payloadMode } from './declared-payload.js';
import { dialectRules } from './dialect.js';
import { parseEcdsaSignature } from './ecdsa-signature.js';
import { SignatureError, type SignatureExplanation } from './errors.js';
import type { HttpRequest } from './http-request.js';
import { likelyCause } from './likely-cause.js';
import { type Claim, readClaim } from './read-claim.js';
import { ecdsaAlgorithm, hmacAlgorithm, type SigningAlgorithm } from './signing-algorithm.js';
import type { SigningKeyLookup, SigningKeyMatch } from './signing-key-lookup.js';
import { stringOver } from './string-to-sign.js';
import type { VerifiedSignature } from './verified-signature.js';
import type { VerifyRequestOptions } from './verify-options.js';

/** The body as far as it is there. */
export interface ClaimedBody {
  /** What stands for it in the canonical request; asked for when the key is known. */
  readonly hash: () => string | Promise<string>;
  /** What `hash` has read; undefined when that was nothing. */
  readonly received: () => Uint8Array | string | undefined;
}

/** How the body of a request is read, and what is made of a signature that holds. */
export interface ClaimHandling<Principal, Body extends ClaimedBody, Result> {
  /** Asked before the key is; throws SignatureError for a body that is not taken. */
  readonly bodyOf: (claim: Claim) => Body;
  readonly toResult: (
    verified: VerifiedSignature<Principal>,
    claim: Claim,
    match: SigningKeyMatch<Principal>,
    body: Body,
  ) => Result;
}

/**
 * Reads the claim of a request, asks for its key and checks the signature by it. The hash of the
 * payload is asked for when the key is known. Undefined means that the request holds no AWS signature.
 * Throws SignatureError, and what the lookup throws.
 */
export async function verifyClaim<Principal, Body extends ClaimedBody, Result>(
  request: HttpRequest,
  options: VerifyRequestOptions<Principal>,
  { bodyOf, toResult }: ClaimHandling<Principal, Body, Result>,
): Promise<Result | undefined> {
  const claim = readClaim(request, options);
  if (claim === undefined) return undefined;
  const { authorization, headers, query, payload, acceptedUntil } = claim;
  const { algorithm, scope, signedHeaders, time, presigned } = authorization;
  const body = bodyOf(claim);
  // A key may be at hand, and Node hashes at once where WebCrypto does so later; an await costs as
  // much as a small hash, so it is only where there is something to wait for.
  const answer = askSigningKey(authorization, options);
  const found = answer && 'then' in answer ? await answer : answer;
  const match = checkMatch(found, algorithm, options);
  const hash = body.hash();
  const canonical = canonicalOf(request, {
    signedHeaders,
    payloadHash: typeof hash === 'string' ? hash : await hash,
    pathRule: options.pathRule ?? 'normalized',
    headers,
    canonicalQuery: query,
  });
  const canonicalHash = digest.sha256Hex(canonical);
  const toSign = stringOver(
    { algorithm, amzDate: time.amzDate, scope },
    typeof canonicalHash === 'string' ? canonicalHash : await canonicalHash,
  );
  const verdict = holds(authorization, match, toSign);
  if (!(typeof verdict === 'boolean' ? verdict : await verdict)) {
    const explanation = { canonicalRequest: canonical, stringToSign: toSign };
    if (options.explain !== true) throw signatureDiffers(explanation);
    const cause = await findCause(request, canonical, body, authorization, match);
    throw signatureDiffers({ ...explanation, likelyCause: cause });
  }
  checkExpiration(match.expiration, options.now);
  const verified = {
    principal: match.principal,
    algorithm,
    accessKeyId: authorization.accessKeyId,
    scope,
    signedHeaders,
    signedAt: time.signedAt,
    presigned: presigned !== undefined,
    payloadSigned: isSigned(payload),
    payload: payloadMode(payload),
    fingerprint: fingerprintOf(authorization, toSign),
    acceptedUntil,
    sessionToken: authorization.sessionToken !== undefined,
  };
  return toResult(verified, claim, match, body);
}

function findCause(
  request: HttpRequest,
  canonical: string,
  body: ClaimedBody,
  authorization: Authorization,
  match: SigningKeyMatch<unknown>,
): ReturnType<typeof likelyCause> {
  const { algorithm, scope, time } = authorization;
  return likelyCause({
    ...{ request, canonicalRequest: canonical, body: body.received() },
    holds: async (other) => {
      const hash = await digest.sha256Hex(other);
      const toSign = stringOver({ algorithm, amzDate: time.amzDate, scope }, hash);
      return holds(authorization, match, toSign);
    },
  });
}

function fingerprintOf(
  { algorithm, accessKeyId, signature }: Authorization,
  toSign: string,
): string {
  return algorithm === hmacAlgorithm ? signature : `${accessKeyId}\n${toSign}`;
}

function askSigningKey<Principal>(
  { algorithm, accessKeyId, scope, sessionToken }: Authorization,
  { signingKeys }: VerifyRequestOptions<Principal>,
): ReturnType<SigningKeyLookup<Principal>> {
  const query =
    sessionToken === undefined ? { accessKeyId, scope } : { accessKeyId, scope, sessionToken };
  return signingKeys(algorithm === ecdsaAlgorithm ? { ...query, algorithm } : query);
}

function checkMatch<Principal>(
  match: SigningKeyMatch<Principal> | undefined,
  algorithm: SigningAlgorithm,
  { dialect }: VerifyRequestOptions<Principal>,
): SigningKeyMatch<Principal> {
  const key = algorithm === ecdsaAlgorithm ? match?.publicKey : match?.signingKey;
  if (match !== undefined && key !== undefined) return match;
  throw new SignatureError(
    dialectRules(dialect).unknownKey,
    'expected a known and active access key and session token, found another one',
  );
}

function holds(
  { algorithm, signature }: Authorization,
  { signingKey, publicKey }: SigningKeyMatch<unknown>,
  toSign: string,
): boolean | Promise<boolean> {
  switch (algorithm) {
    case hmacAlgorithm: {
      if (signingKey === undefined) return false;
      const expected = digest.hmacSha256Hex(signingKey, toSign);
      return typeof expected === 'string'
        ? constantTimeEqual(expected, signature)
        : expected.then((text) => constantTimeEqual(text, signature));
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

function signatureDiffers(explanation: SignatureExplanation): SignatureError {
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
