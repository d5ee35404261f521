// A chunked payload back to the body, each part checked as it arrives.
import { ByteReader } from './byte-reader.js';
import {
  type Checksum,
  type ChecksumName,
  checksumHeader,
  checksumText,
  startChecksum,
} from './checksum.js';
import type { ChunkSignatures } from './chunk-signatures.js';
import { concatBytes } from './concat-bytes.js';
import { constantTimeEqual } from './constant-time-equal.js';
import { SignatureError } from './errors.js';
import { limits } from './limits.js';
import { isSha256Hex } from './sha256-hex.js';

/** What the head of the request says of its chunks. */
export interface ChunkedBody {
  /** Absent where chunks are not signed. */
  readonly signatures: ChunkSignatures | undefined;
  /** The checksum that the trailer has to carry. */
  readonly checksum: ChecksumName | undefined;
  /** `x-amz-decoded-content-length`. */
  readonly decodedLength: number | undefined;
}

const signatureExtension = ';chunk-signature=';
const trailerSignature = 'x-amz-trailer-signature';

/**
 * Decodes chunks (S3 API Reference, "Signature calculations for the Authorization header:
 * transferring payload in multiple chunks"). Signed ones are given out when their signature holds,
 * others as they come. It ends only when all that was promised has come and holds, and throws
 * SignatureError otherwise: SignatureDoesNotMatch, IncompleteBody, BadDigest,
 * MalformedTrailerError, InvalidChunkSizeError or InvalidRequest.
 */
export async function* decodeChunks(
  bytes: AsyncIterable<Uint8Array>,
  body: ChunkedBody,
): AsyncGenerator<Uint8Array, void> {
  const reader = new ByteReader(bytes);
  const checksum = body.checksum === undefined ? undefined : startChecksum(body.checksum);
  let length = 0;
  try {
    while (true) {
      const chunk = parseChunkHeader(await reader.line(limits.chunkHeaderLength), body);
      length += chunk.size;
      if (length > (body.decodedLength ?? Number.MAX_SAFE_INTEGER)) throw otherLength(body, length);
      if (chunk.size === 0) {
        if (body.signatures !== undefined)
          await checkChunk(new Uint8Array(), chunk, body.signatures);
        break;
      }
      for await (const piece of readChunk(reader, chunk, body.signatures)) {
        checksum?.update(piece);
        yield piece;
      }
      if ((await reader.line(0)) !== '') throw malformed();
    }
    if (body.decodedLength !== undefined && length !== body.decodedLength) {
      throw otherLength(body, length);
    }
    await readTrailer(reader, body, checksum);
    await reader.end();
  } finally {
    await reader.close();
  }
}

interface ChunkHeader {
  readonly size: number;
  readonly signature: string;
}

function parseChunkHeader(line: string, { signatures }: ChunkedBody): ChunkHeader {
  const semicolon = signatures === undefined ? line.length : line.indexOf(';');
  const digits = line.slice(0, Math.max(semicolon, 0));
  const extension = line.slice(semicolon);
  const signature = extension.slice(signatureExtension.length);
  const isSigned = extension.startsWith(signatureExtension) && isSha256Hex(signature);
  if (!isHexadecimal(digits) || isSigned !== (signatures !== undefined)) throw malformed();
  const size = Number.parseInt(digits, 16);
  const bound = signatures === undefined ? Number.MAX_SAFE_INTEGER : limits.signedChunkSize;
  if (size > bound) {
    throw new SignatureError(
      'InvalidChunkSizeError',
      `expected signed chunks of at most ${limits.signedChunkSize} bytes, found a longer one`,
    );
  }
  return { size, signature };
}

function isHexadecimal(digits: string): boolean {
  for (let index = 0; index < digits.length; index++) {
    const code = digits.charCodeAt(index);
    const lower = code | 0x20;
    if (!(code >= 0x30 && code <= 0x39) && !(lower >= 0x61 && lower <= 0x66)) return false;
  }
  return digits !== '' && digits.length <= limits.chunkSizeDigits;
}

async function* readChunk(
  reader: ByteReader,
  chunk: ChunkHeader,
  signatures: ChunkSignatures | undefined,
): AsyncGenerator<Uint8Array, void> {
  if (signatures === undefined) {
    yield* reader.bytes(chunk.size);
    return;
  }
  const data = await concatBytes(reader.bytes(chunk.size), chunk.size);
  await checkChunk(data, chunk, signatures);
  yield data;
}

async function checkChunk(
  data: Uint8Array,
  { signature }: ChunkHeader,
  signatures: ChunkSignatures,
): Promise<void> {
  if (constantTimeEqual(await signatures.chunk(data), signature)) return;
  throw new SignatureError(
    'SignatureDoesNotMatch',
    'expected the signature of this chunk in its place, found another one',
  );
}

async function readTrailer(
  reader: ByteReader,
  { checksum: name, signatures }: ChunkedBody,
  checksum: Checksum | undefined,
): Promise<void> {
  if (name === undefined || checksum === undefined) {
    if ((await reader.line(0)) !== '') throw malformed();
    return;
  }
  const value = await trailingHeader(reader, checksumHeader(name));
  if (signatures !== undefined) {
    const signature = await trailingHeader(reader, trailerSignature);
    const expected = await signatures.trailer(`${checksumHeader(name)}:${value}\n`);
    if (!constantTimeEqual(expected, signature)) {
      throw new SignatureError(
        'SignatureDoesNotMatch',
        'expected the signature of the trailer, found another one',
      );
    }
  }
  if ((await reader.line(0)) !== '') throw malformed();
  if (value !== (await checksumText(checksum))) {
    throw new SignatureError(
      'BadDigest',
      `expected the body whose checksum \`${checksumHeader(name)}\` declares, found another one`,
    );
  }
}

/** The header that has to come next, and no other: what is promised is one checksum. */
async function trailingHeader(reader: ByteReader, name: string): Promise<string> {
  const line = await reader.line(limits.trailerLineLength);
  const colon = line.indexOf(':');
  if (colon < 0 || line.slice(0, colon).toLowerCase() !== name) {
    throw new SignatureError(
      'MalformedTrailerError',
      `expected \`${name}\` in the trailer, found another line`,
    );
  }
  return line.slice(colon + 1).trim();
}

function otherLength({ decodedLength }: ChunkedBody, found: number): SignatureError {
  return new SignatureError(
    'IncompleteBody',
    `expected ${decodedLength} bytes as \`x-amz-decoded-content-length\` declares, found ${found > (decodedLength ?? 0) ? 'more' : 'fewer'}`,
  );
}

function malformed(): SignatureError {
  return new SignatureError(
    'InvalidRequest',
    'expected the framing of a chunk in the chunked body, found something else',
  );
}
