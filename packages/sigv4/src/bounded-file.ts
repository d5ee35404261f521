// A file given on while it is counted.
import { SignatureError } from './errors.js';
import type { ContentLengthRange } from './post-policy.js';

/** Gives bytes on, and throws EntityTooLarge or EntityTooSmall rather than end out of the range. */
export async function* boundedFile(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  range: ContentLengthRange | undefined,
): AsyncGenerator<Uint8Array, void> {
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (range !== undefined && length > range.maximum) {
      throw outOfRange('EntityTooLarge', `at most ${range.maximum}`);
    }
    yield piece;
  }
  if (range !== undefined && length < range.minimum) {
    throw outOfRange('EntityTooSmall', `at least ${range.minimum}`);
  }
}

function outOfRange(code: 'EntityTooLarge' | 'EntityTooSmall', bound: string): SignatureError {
  return new SignatureError(code, `expected a file of ${bound} bytes, found another length`);
}
