// How much of a request is read before its signature is known to be good.

/** Bounds on what an unauthenticated caller can make the verifier do; lengths in characters. */
export const limits = {
  methodLength: 64,
  pathLength: 16_384,
  queryLength: 65_536,
  headerCount: 256,
  /** Names and values together. Session tokens carry sessions, and are the long ones. */
  headersLength: 65_536,
  authorizationLength: 8_192,
  signedHeaderCount: 128,
  /** IAM API Reference, AccessKey: at most 128 characters. */
  accessKeyIdLength: 128,
  regionLength: 64,
  /** Of SigV4A, whose set of regions is a list. */
  regionSetCount: 64,
  /** The size and the signature of a chunk. */
  chunkHeaderLength: 128,
  /** Hexadecimal: up to a tebibyte. */
  chunkSizeDigits: 10,
  /** Signed chunks are held back until their signature is checked. */
  signedChunkSize: 16_777_216,
  trailerLineLength: 1_024,
  serviceLength: 64,
  /** S3 API Reference, "Authenticating requests: using query parameters": seven days. */
  expiresSeconds: 604_800,
} as const;
