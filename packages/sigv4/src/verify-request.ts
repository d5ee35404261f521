// Verifying, in this order: bounds, parse, scope, clock, key (which opens the session token),
// payload hash, signature (in constant time), expiry. What is cheap and public comes first;
// nothing is hashed before the scope and the clock are known to be good.
import { checkPayload } from './check-payload.js';
import { SignatureError } from './errors.js';
import type { HttpRequest } from './http-request.js';
import type { VerifiedSignature } from './verified-signature.js';
import { verifyClaim } from './verify-claim.js';
import type { VerifyRequestOptions } from './verify-options.js';

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
  return verifyClaim(request, options, {
    bodyOf: ({ payload }) => {
      if (payload.kind === 'chunked') throw chunkedRefused();
      const hash = () => checkPayload(payload, request.body);
      return { hash, received: () => request.body };
    },
    toResult: (verified) => verified,
  });
}

function chunkedRefused(): SignatureError {
  return new SignatureError(
    'InvalidRequest',
    'expected a payload sent as a whole, found one in chunks, which is not supported here',
  );
}
