// The second half of verifying: key, signature, expiry.
import { digest } from '#digest';
import { ecdsa } from '#ecdsa';
import type { Authorization } from './authorization.js';
import { canonicalRequest } from './canonical-request.js';
import { constantTimeEqual } from './constant-time-equal.js';
import { isSigned } from './declared-payload.js';
import { dialectRules } from './dialect.js';
import { parseEcdsaSignature } from './ecdsa-signature.js';
import { SignatureError } from './errors.js';
import type { HttpRequest } from './http-request.js';
import type { Claim } from './read-claim.js';
import { ecdsaAlgorithm, hmacAlgorithm } from './signing-algorithm.js';
import type { SigningKeyMatch } from './signing-key-lookup.js';
import { stringToSign } from './string-to-sign.js';
import type { VerifiedSignature } from './verified-signature.js';
import type { VerifyRequestOptions } from './verify-options.js';

/** A signature that holds, and the key it holds by. */
export interface VerifiedClaim<Principal> {
  readonly verified: VerifiedSignature<Principal>;
  readonly match: SigningKeyMatch<Principal>;
}

/**
 * Asks for the key of a claim and checks the signature by it. The hash of the payload is asked for
 * when the key is known. Throws SignatureError, and what the lookup throws.
 */
export async function verifyClaim<Principal>(
  request: HttpRequest,
  { authorization, headers, payload }: Claim,
  options: VerifyRequestOptions<Principal>,
  payloadHash: () => string | Promise<string>,
): Promise<VerifiedClaim<Principal>> {
  const match = await findSigningKey(authorization, options);
  const { algorithm, scope, signedHeaders, time, presigned } = authorization;
  const canonical = canonicalRequest(request, {
    signedHeaders,
    payloadHash: await payloadHash(),
    pathRule: options.pathRule ?? 'normalized',
    headers,
    ...(presigned === undefined ? {} : { canonicalQuery: presigned.canonicalQuery }),
  });
  const { amzDate } = time;
  const toSign = await stringToSign({ algorithm, amzDate, scope, canonicalRequest: canonical });
  if (!(await holds(authorization, match, toSign))) {
    throw signatureDiffers({ canonicalRequest: canonical, stringToSign: toSign });
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
    sessionToken: authorization.sessionToken !== undefined,
  };
  return { verified, match };
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
      dialectRules(options.dialect).unknownKey,
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
