// The credentials of an account file, behind the lookup that the gate asks.
import { deriveSigningKey, type SigningKeyLookup } from '@ostiary/sigv4';
import type { Account } from './account.js';
import type { Caller } from './caller.js';

/** A signing key lookup over one account. Temporary credentials need the token they came with. */
export function accountSigningKeys({ credentials }: Account): SigningKeyLookup<Caller> {
  return async ({ accessKeyId, scope, sessionToken }) => {
    const credential = credentials.get(accessKeyId);
    if (credential === undefined || credential.sessionToken !== sessionToken) return undefined;
    const { secretAccessKey, expiration, principal } = credential;
    return {
      signingKey: await deriveSigningKey(secretAccessKey, scope),
      principal: { principal, context: [] },
      ...(expiration !== undefined && { expiration }),
    };
  };
}
