// The port through which a verifier asks whose key a signature was made with.
import type { CredentialScope } from './credential-scope.js';
import type { ecdsaAlgorithm } from './signing-algorithm.js';

/** Whose key is this, for this scope? */
export interface SigningKeyQuery {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** Present where a `publicKey` is asked for. */
  readonly algorithm?: typeof ecdsaAlgorithm;
  /** As received, not yet trusted; only the one who issued it can open it. */
  readonly sessionToken?: string;
}

/** A known and active key. Never the secret, nor what could sign for another service. */
export type SigningKeyMatch<Principal> = (SigningKeyAnswer | PublicKeyAnswer) & {
  readonly principal: Principal;
  /** When the credentials end; absent for long-term ones. */
  readonly expiration?: Date;
};

/** The answer for `AWS4-HMAC-SHA256`. */
interface SigningKeyAnswer {
  /** The key derived for the scope of the query: see `deriveSigningKey`. */
  readonly signingKey: Uint8Array;
  readonly publicKey?: undefined;
}

/** The answer for SigV4A. */
interface PublicKeyAnswer {
  /** An uncompressed point of 65 bytes: see `deriveKeyPair`. */
  readonly publicKey: Uint8Array;
  readonly signingKey?: undefined;
}

/**
 * Answers whose key this is. Undefined means that the key, or the session of its token, is
 * unknown or inactive, and refuses. A SignatureError refuses with its own code. Any other throw
 * means that the question could not be answered, and reaches the caller as it is.
 *
 * An answer of the other kind is no answer: whoever keeps answers keeps them by `algorithm` too. A
 * public key is good for every set of regions, and may be kept without regard to it.
 *
 * What is at hand, as in a cache, may be given at once.
 *
 * A key that was issued with a session token must not be found without it, nor with another.
 */
export type SigningKeyLookup<Principal> = (
  query: SigningKeyQuery,
) => SigningKeyMatch<Principal> | undefined | Promise<SigningKeyMatch<Principal> | undefined>;
