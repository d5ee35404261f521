// The payloads that are sent in signed or checked chunks.

/** The words that declare a payload in chunks. */
export type ChunkedPayloadWord =
  | 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'
  | 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'
  | 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

/** How the chunks of a payload are bound to the request. */
export interface ChunkedPayload {
  /** What stands in `x-amz-content-sha256` and in place of the hash. */
  readonly word: ChunkedPayloadWord;
  /** Whether each chunk, and the trailer, carries a signature. */
  readonly signed: boolean;
  /** Whether headers with a checksum follow the last chunk. */
  readonly trailer: boolean;
}

/**
 * S3 API Reference, "Signature calculations for the Authorization header: transferring payload in
 * multiple chunks", and the same "including trailing headers".
 */
export const chunkedPayloads: readonly ChunkedPayload[] = [
  { word: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', signed: true, trailer: false },
  { word: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', signed: true, trailer: true },
  { word: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', signed: false, trailer: true },
];
