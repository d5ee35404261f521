// The signature as it is written.
import { SignatureError } from './errors.js';
import { isSha256Hex } from './sha256-hex.js';

/** Checks that a text can be a signature. Throws IncompleteSignature. */
export function parseSignature(text: string): string {
  if (isSha256Hex(text)) return text;
  throw new SignatureError(
    'IncompleteSignature',
    'expected a signature of 64 lower-case hexadecimal digits, found something else',
  );
}
