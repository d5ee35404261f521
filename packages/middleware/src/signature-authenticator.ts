// Callers who sign their requests with access keys.
import { type SigningKeyLookup, verifyRequest } from '@ostiary/sigv4';
import type { Authenticator } from './authenticator.js';
import type { Caller } from './caller.js';

/** Where and when signatures count. */
export interface SignatureScope {
  /** The service that must stand in the credential scope. */
  readonly service: string;
  /** The region that must stand in the credential scope. */
  readonly region: string;
  readonly now: () => Date;
}

/** An authenticator for AWS Signature Version 4. */
export function signatureAuthenticator(
  signingKeys: SigningKeyLookup<Caller>,
  { service, region, now }: SignatureScope,
): Authenticator {
  return {
    name: 'AWS4-HMAC-SHA256',
    authenticate: async (request) => {
      const options = { signingKeys, service, regions: [region], now: now(), presigned: false };
      const verified = await verifyRequest(request, options);
      return verified && { ...verified.principal, accessKeyId: verified.accessKeyId };
    },
  };
}
