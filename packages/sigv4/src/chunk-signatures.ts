// The chain of signatures over the chunks of a payload.
import { digest } from '#digest';
import { type CredentialScope, formatCredentialScope } from './credential-scope.js';
import { emptyPayloadHash } from './payload-hash.js';
import { hmacAlgorithm } from './signing-algorithm.js';

/** What the chain hangs on: the signature of the request's head, and what made it. */
export interface SeedSignature {
  readonly signingKey: Uint8Array;
  readonly amzDate: string;
  readonly scope: CredentialScope;
  readonly signature: string;
}

/** Signs what comes next, each signature over the one before, so that no order but theirs holds. */
export interface ChunkSignatures {
  readonly chunk: (data: Uint8Array) => Promise<string>;
  /** The trailing headers as `name:value\n` each, in the order sent. */
  readonly trailer: (headers: string) => Promise<string>;
}

/**
 * Starts the chain (S3 API Reference, "Signature calculations for the Authorization header:
 * transferring payload in multiple chunks", String to sign).
 */
export function chunkSignatures(seed: SeedSignature): ChunkSignatures {
  const scope = formatCredentialScope(seed.scope, hmacAlgorithm);
  let previous = seed.signature;
  const next = async (kind: string, ...hashes: readonly string[]): Promise<string> => {
    const toSign = [`${hmacAlgorithm}-${kind}`, seed.amzDate, scope, previous, ...hashes];
    previous = await digest.hmacSha256Hex(seed.signingKey, toSign.join('\n'));
    return previous;
  };
  return {
    chunk: async (data) => next('PAYLOAD', emptyPayloadHash, await digest.sha256Hex(data)),
    trailer: async (headers) => next('TRAILER', await digest.sha256Hex(headers)),
  };
}
