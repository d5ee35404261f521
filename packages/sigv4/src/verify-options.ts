// What a verifier is told.
import type { PathRule } from './canonical-path.js';
import type { Dialect } from './dialect.js';
import type { SigningAlgorithm } from './signing-algorithm.js';
import type { SigningKeyLookup } from './signing-key-lookup.js';

/** Whom to ask for keys, and what a signature has to be for. */
export interface VerifyRequestOptions<Principal> {
  readonly signingKeys: SigningKeyLookup<Principal>;
  readonly now: Date;
  /** The service name that a credential must be scoped to, or several of which one will do. */
  readonly service: string | readonly string[];
  /** The regions that a credential may be scoped to; undefined means any. */
  readonly regions?: readonly string[] | undefined;
  /** Default `normalized`. */
  readonly pathRule?: PathRule;
  /**
   * Default: `AWS4-HMAC-SHA256` alone. With `AWS4-ECDSA-P256-SHA256`, SigV4A, the lookup is asked
   * for public keys too.
   */
  readonly algorithms?: readonly SigningAlgorithm[];
  /** Whether presigned URLs are accepted. Default true. */
  readonly presigned?: boolean;
  /** Whose codes and clock window. Default `query`. */
  readonly dialect?: Dialect;
  /** How far the signer's clock may be from `now`. Default: the dialect's, 5 or 15 minutes. */
  readonly clockSkewMs?: number;
  /**
   * Whether `UNSIGNED-PAYLOAD` is accepted, so that the body may be any. Default: in URLs that are
   * presigned by the path rule `s3`, and nowhere else.
   */
  readonly unsignedPayload?: boolean;
  /**
   * Whether to look for the cause of a signature that differs, and tell it on the error. For
   * development alone. Default false.
   */
  readonly explain?: boolean;
  /**
   * Whether the session token is added after signing, as some AWS services have it: a header with
   * it may be unsigned, and in a presigned URL it is. The lookup must then tie the token to the
   * key, as it has to do anyway. Default false: like all that speaks to AWS it must be signed.
   */
  readonly tokenAfterSigning?: boolean;
}
