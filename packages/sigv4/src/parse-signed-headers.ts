// The names of the signed headers, taken apart.
import { SignatureError } from './errors.js';
import { limits } from './limits.js';

/**
 * Parses `SignedHeaders`: sorted, lower-case names, none twice (IAM User Guide, "Create a signed
 * AWS API request"). Throws IncompleteSignature.
 */
export function parseSignedHeaders(text: string): readonly string[] {
  if (!namesBetweenSemicolons.test(text)) throw malformed();
  const names = text.split(';', limits.signedHeaderCount + 1);
  if (names.length > limits.signedHeaderCount) {
    throw incomplete(
      `expected at most ${limits.signedHeaderCount} signed headers, found more of them`,
    );
  }
  for (let index = 1; index < names.length; index++) {
    // So none is there twice.
    if ((names[index - 1] as string) >= (names[index] as string)) throw malformed();
  }
  return names;
}

/** Lower-case tokens (RFC 9110, section 5.6.2). Each character has one way to match: linear. */
const namesBetweenSemicolons = /^[!#$%&'*+\-.^_`|~0-9a-z]+(?:;[!#$%&'*+\-.^_`|~0-9a-z]+)*$/;

function malformed(): SignatureError {
  return incomplete(
    'expected signed headers as sorted, lower-case names separated by `;`, found something else',
  );
}

function incomplete(message: string): SignatureError {
  return new SignatureError('IncompleteSignature', message);
}
