// What a verifier tells.
import type { CredentialScope } from './credential-scope.js';
import type { PayloadMode } from './declared-payload.js';
import type { SigningAlgorithm } from './signing-algorithm.js';

/** A signature that holds: who made it, over what. */
export interface VerifiedSignature<Principal> {
  readonly principal: Principal;
  readonly algorithm: SigningAlgorithm;
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** Lower-case names; a header that is not among them may have been changed on the way. */
  readonly signedHeaders: readonly string[];
  readonly signedAt: Date;
  /** Whether the signature came in the query, so that whoever holds the URL may have sent it. */
  readonly presigned: boolean;
  /** Whether the body is signed too; otherwise it may have been any. */
  readonly payloadSigned: boolean;
  /** How the body is bound to the signature. */
  readonly payload: PayloadMode;
  /**
   * Tells this signed request from every other, for whoever refuses a second use of it. It is the
   * signature where there is one for what is signed; an ECDSA signature has others beside it that
   * hold as well, so it is what was signed, and by which key.
   */
  readonly fingerprint: string;
  /** The last moment at which this signature is accepted. */
  readonly acceptedUntil: Date;
  /** Whether a session token came with it. */
  readonly sessionToken: boolean;
}
