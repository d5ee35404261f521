// A body into a chunked payload, each part signed as it leaves.
import { type ChecksumName, checksumHeader, checksumText, startChecksum } from './checksum.js';
import type { ChunkSignatures } from './chunk-signatures.js';

/** How a body is cut and bound. */
export interface ChunkEncoding {
  readonly chunkSize: number;
  /** Undefined where chunks are not signed. */
  readonly signatures: ChunkSignatures | undefined;
  /** The checksum for the trailer; undefined where there is none. */
  readonly checksum: ChecksumName | undefined;
}

const ascii = new TextEncoder();
const lineEnd = ascii.encode('\r\n');

/**
 * Encodes a body, of a length that need not be known (S3 API Reference, "Signature calculations
 * for the Authorization header: transferring payload in multiple chunks").
 */
export async function* encodeChunks(
  body: AsyncIterable<Uint8Array>,
  { chunkSize, signatures, checksum: name }: ChunkEncoding,
): AsyncGenerator<Uint8Array, void> {
  const checksum = name === undefined ? undefined : startChecksum(name);
  for await (const chunk of inChunks(body, chunkSize)) {
    checksum?.update(chunk);
    yield await chunkHeader(chunk, signatures);
    yield chunk;
    yield lineEnd;
  }
  yield await chunkHeader(new Uint8Array(), signatures);
  if (name !== undefined && checksum !== undefined) {
    const header = `${checksumHeader(name)}:${await checksumText(checksum)}`;
    yield ascii.encode(`${header}\r\n`);
    if (signatures !== undefined) {
      const signature = await signatures.trailer(`${header}\n`);
      yield ascii.encode(`x-amz-trailer-signature:${signature}\r\n`);
    }
  }
  yield lineEnd;
}

async function chunkHeader(
  chunk: Uint8Array,
  signatures: ChunkSignatures | undefined,
): Promise<Uint8Array> {
  const size = chunk.length.toString(16);
  const extension =
    signatures === undefined ? '' : `;chunk-signature=${await signatures.chunk(chunk)}`;
  return ascii.encode(`${size}${extension}\r\n`);
}

/** Cuts and joins pieces so that each chunk but the last has the same size. */
async function* inChunks(
  body: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array, void> {
  let chunk = new Uint8Array(size);
  let filled = 0;
  for await (const piece of body) {
    for (let start = 0; start < piece.length; ) {
      const part = piece.subarray(start, start + size - filled);
      chunk.set(part, filled);
      filled += part.length;
      start += part.length;
      if (filled < size) continue;
      yield chunk;
      chunk = new Uint8Array(size); // the one given out belongs to the receiver
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
