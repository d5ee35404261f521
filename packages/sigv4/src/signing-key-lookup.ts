// The port through which a verifier asks whose key a signature was made with.
import type { CredentialScope } from './credential-scope.js';

/** Whose key is this, for this scope? */
export interface SigningKeyQuery {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** As received, not yet trusted; only the one who issued it can open it. */
  readonly sessionToken?: string;
}

/** A known and active key. */
export interface SigningKeyMatch<Principal> {
  /** The key derived for the scope of the query: see `deriveSigningKey`. Never the secret. */
  readonly signingKey: Uint8Array;
  readonly principal: Principal;
  /** When the credentials end; absent for long-term ones. */
  readonly expiration?: Date;
}

/**
 * Answers whose key this is. Undefined means that the key, or the session of its token, is
 * unknown or inactive, and refuses. A SignatureError refuses with its own code. Any other throw
 * means that the question could not be answered, and reaches the caller as it is.
 *
 * A key that was issued with a session token must not be found without it, nor with another.
 */
export type SigningKeyLookup<Principal> = (
  query: SigningKeyQuery,
) => Promise<SigningKeyMatch<Principal> | undefined>;
