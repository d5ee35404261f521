// The credentials of an account file, behind the lookup that the gate asks.
import { deriveKeyPair, deriveSigningKey, type SigningKeyLookup } from '@ostiary/sigv4';
import type { Account } from './account.js';
import type { Caller } from './caller.js';

/** A signing key lookup over one account. Temporary credentials need the token they came with. */
export function accountSigningKeys({ credentials }: Account): SigningKeyLookup<Caller> {
  return async ({ accessKeyId, algorithm, scope, sessionToken }) => {
    const credential = credentials.get(accessKeyId);
    if (credential === undefined || credential.sessionToken !== sessionToken) return undefined;
    const { secretAccessKey, expiration, principal } = credential;
    const answer = {
      principal: { principal, context: [] },
      ...(expiration !== undefined && { expiration }),
    };
    if (algorithm === undefined) {
      return { signingKey: await deriveSigningKey(secretAccessKey, scope), ...answer };
    }
    const { publicKey } = await deriveKeyPair({ accessKeyId, secretAccessKey });
    return { publicKey, ...answer };
  };
}
