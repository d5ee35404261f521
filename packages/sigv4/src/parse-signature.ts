// The signature as it is written.
import { parseEcdsaSignature } from './ecdsa-signature.js';
import { SignatureError } from './errors.js';
import { isSha256Hex } from './sha256-hex.js';
import { ecdsaAlgorithm, type SigningAlgorithm } from './signing-algorithm.js';

/** Checks that a text can be a signature. Throws IncompleteSignature. */
export function parseSignature(text: string, algorithm: SigningAlgorithm): string {
  if (algorithm === ecdsaAlgorithm) {
    if (parseEcdsaSignature(text) !== undefined) return text;
    throw incomplete(
      'expected an ECDSA signature as DER in lower-case hexadecimal digits, found something else',
    );
  }
  if (isSha256Hex(text)) return text;
  throw incomplete(
    'expected a signature of 64 lower-case hexadecimal digits, found something else',
  );
}

function incomplete(message: string): SignatureError {
  return new SignatureError('IncompleteSignature', message);
}
