// Whose key is this, and what may a gate verify with it: the answer of the control plane.
import {
  deriveKeyPair,
  deriveSigningKey,
  type SecretAccessKey,
  type SigningKeyLookup,
  type SigningKeyQuery,
} from '@ostiary/sigv4';
import type { DomainScope } from './domain-scope.js';
import { findLongTermCredential } from './long-term-credential.js';
import type { ProvenPrincipal } from './proven-principal.js';
import { findSessionCredential } from './session-credential.js';

/**
 * Answers gates by the access keys and sessions of the deployment. The secret stays here: what goes
 * out verifies one date, region and service, or is a public key.
 *
 * Unknown, inactive and ownerless keys have the same answer, undefined; so have sessions that were
 * revoked and tokens that are not of this deployment. A session past its end is `ExpiredToken`.
 */
export function signingKeyLookup(scope: DomainScope): SigningKeyLookup<ProvenPrincipal> {
  return async (query) => {
    const find = query.sessionToken === undefined ? findLongTermCredential : findSessionCredential;
    const credential = await find(query, scope);
    if (credential === undefined) return undefined;
    const { secretAccessKey, ...answer } = credential;
    return { ...(await deriveKey(query, secretAccessKey)), ...answer };
  };
}

function deriveKey({ accessKeyId, algorithm, scope }: SigningKeyQuery, secret: SecretAccessKey) {
  return algorithm === undefined
    ? deriveSigningKey(secret, scope).then((signingKey) => ({ signingKey }))
    : deriveKeyPair({ accessKeyId, secretAccessKey: secret }).then(({ publicKey }) => ({
        publicKey,
      }));
}
