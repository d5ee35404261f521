// A body given on while it is hashed.
import { digest } from '#digest';
import { toHex } from './byte-string.js';
import { SignatureError } from './errors.js';

/** Gives bytes on, and throws XAmzContentSHA256Mismatch rather than end when they are others. */
export async function* hashedBytes(
  bytes: AsyncIterable<Uint8Array>,
  sha256: string,
): AsyncGenerator<Uint8Array, void> {
  const hasher = digest.hasher('SHA-256');
  for await (const piece of bytes) {
    hasher.update(piece);
    yield piece;
  }
  if (toHex(await hasher.digest()) !== sha256) {
    throw new SignatureError(
      'XAmzContentSHA256Mismatch',
      'expected the body whose hash `x-amz-content-sha256` declares, found another one',
    );
  }
}
