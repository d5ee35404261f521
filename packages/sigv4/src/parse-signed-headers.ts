// The names of the signed headers, taken apart.
import { SignatureError } from './errors.js';
import { limits } from './limits.js';
import { isToken } from './token.js';

/**
 * Parses `SignedHeaders`: sorted, lower-case names, none twice (IAM User Guide, "Create a signed
 * AWS API request"). Throws IncompleteSignature.
 */
export function parseSignedHeaders(text: string): readonly string[] {
  const names = text.split(';', limits.signedHeaderCount + 1);
  if (names.length > limits.signedHeaderCount) {
    throw incomplete(
      `expected at most ${limits.signedHeaderCount} signed headers, found more of them`,
    );
  }
  names.forEach((name, index) => {
    const previous = names[index - 1];
    const sorted = previous === undefined || previous < name; // so none is there twice
    if (!sorted || !isToken(name) || name !== name.toLowerCase()) {
      throw incomplete(
        'expected signed headers as sorted, lower-case names separated by `;`, found something else',
      );
    }
  });
  return names;
}

function incomplete(message: string): SignatureError {
  return new SignatureError('IncompleteSignature', message);
}
