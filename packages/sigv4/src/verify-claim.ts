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
import { whenThere } from './when-there.js';

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
 *
 * Answers, and throws, at once where key and hash are there at once, as in Node behind a cache.
 */
export function verifyClaim<Principal, Body extends ClaimedBody, Result>(
  request: HttpRequest,
  options: VerifyRequestOptions<Principal>,
  { bodyOf, toResult }: ClaimHandling<Principal, Body, Result>,
): Result | undefined | Promise<Result | undefined> {
  const claim = readClaim(request, options);
  if (claim === undefined) return undefined;
  const { authorization } = claim;
  const body = bodyOf(claim);
  return whenThere(askSigningKey(authorization, options), (found) => {
    const match = checkMatch(found, authorization.algorithm, options);
    return whenThere(body.hash(), (payloadHash) => {
      const canonical = canonicalOfClaim(request, claim, payloadHash, options);
      return whenThere(toSignOver(authorization, canonical), (toSign) =>
        whenThere(holds(authorization, match, toSign), (isHeld) => {
          if (!isHeld)
            return refuseDiffering(request, options, { claim, body, match, canonical, toSign });
          checkExpiration(match.expiration, options.now);
          return toResult(verifiedOf(claim, match, toSign), claim, match, body);
        }),
      );
    });
  });
}

function canonicalOfClaim(
  request: HttpRequest,
  { authorization, headers, query }: Claim,
  payloadHash: string,
  { pathRule = 'normalized' }: VerifyRequestOptions<unknown>,
): string {
  const { signedHeaders, signedNames } = authorization;
  const parts = { signedHeaders, payloadHash, pathRule, headers, canonicalQuery: query };
  return canonicalOf(request, parts, signedNames);
}

function toSignOver(
  { algorithm, scope, time }: Authorization,
  canonical: string,
): string | Promise<string> {
  return whenThere(digest.sha256Hex(canonical), (hash) =>
    stringOver({ algorithm, amzDate: time.amzDate, scope }, hash),
  );
}

function verifiedOf<Principal>(
  { authorization, payload, acceptedUntil }: Claim,
  match: SigningKeyMatch<Principal>,
  toSign: string,
): VerifiedSignature<Principal> {
  return {
    principal: match.principal,
    algorithm: authorization.algorithm,
    accessKeyId: authorization.accessKeyId,
    scope: authorization.scope,
    signedHeaders: authorization.signedHeaders,
    signedAt: authorization.time.signedAt,
    presigned: authorization.presigned !== undefined,
    payloadSigned: isSigned(payload),
    payload: payloadMode(payload),
    fingerprint: fingerprintOf(authorization, toSign),
    acceptedUntil,
    sessionToken: authorization.sessionToken !== undefined,
  };
}

/** What is known of a signature that differs. */
interface Differing {
  readonly claim: Claim;
  readonly body: ClaimedBody;
  readonly match: SigningKeyMatch<unknown>;
  readonly canonical: string;
  readonly toSign: string;
}

function refuseDiffering(
  request: HttpRequest,
  { explain }: VerifyRequestOptions<unknown>,
  { claim: { authorization }, body, match, canonical, toSign }: Differing,
): Promise<never> {
  const explanation = { canonicalRequest: canonical, stringToSign: toSign };
  if (explain !== true) throw signatureDiffers(explanation);
  const isSignedSo = (other: string): boolean | Promise<boolean> =>
    whenThere(toSignOver(authorization, other), (otherToSign) =>
      holds(authorization, match, otherToSign),
    );
  return likelyCause({
    ...{ request, canonicalRequest: canonical, body: body.received() },
    holds: isSignedSo,
  }).then((cause) => {
    throw signatureDiffers({ ...explanation, likelyCause: cause });
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
      return whenThere(digest.hmacSha256Hex(signingKey, toSign), (expected) =>
        constantTimeEqual(expected, signature),
      );
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
