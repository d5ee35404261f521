// What a signed request claims, wherever the claim stands.
import type { CredentialScope } from './credential-scope.js';
import type { SigningAlgorithm } from './signing-algorithm.js';
import type { SigningTime } from './signing-time.js';

/** A claim, read but not yet believed. */
export interface Authorization {
  readonly algorithm: SigningAlgorithm;
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** Lower-case and sorted. */
  readonly signedHeaders: readonly string[];
  /** The same as it was received, with a `;` between two. */
  readonly signedNames: string;
  readonly signature: string;
  readonly time: SigningTime;
  /** As received; only the one who issued it can open it. */
  readonly sessionToken: string | undefined;
  /** What is said of the body: its hash, or a word that stands for it. */
  readonly declaredPayload: string | undefined;
  /** Of a presigned URL alone: how long it holds, and the parameters that were signed. */
  readonly presigned?: PresignedClaim;
}

/** What only a presigned URL says. */
export interface PresignedClaim {
  readonly expiresSeconds: number;
  /** The canonical query that was signed: all parameters but the signature. */
  readonly canonicalQuery: string;
}
