// Tokens: the alphabet of methods and header names.

const marks = "!#$%&'*+-.^_`|~";
const tokenCharacters: ReadonlySet<number> = new Set(
  [...`0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ${marks}`].map((character) =>
    character.charCodeAt(0),
  ),
);

/** Whether the text is an HTTP token (RFC 9110, section 5.6.2), so holds no separator or newline. */
export function isToken(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (!tokenCharacters.has(text.charCodeAt(index))) return false;
  }
  return text !== '';
}
