// Tokens: the alphabet of methods and header names.

/** Whether the text is an HTTP token (RFC 9110, section 5.6.2), so holds no separator or newline. */
export function isToken(text: string): boolean {
  return token.test(text);
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
