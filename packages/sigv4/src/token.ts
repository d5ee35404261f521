// Tokens: the alphabet of methods and header names.

const marks = "!#$%&'*+-.^_`|~";
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** 1 at the code of each character of a token. */
const isTokenCharacter = new Uint8Array(128);
for (const character of `0123456789${letters}${marks}`) {
  isTokenCharacter[character.charCodeAt(0)] = 1;
}

/** Whether the text is an HTTP token (RFC 9110, section 5.6.2), so holds no separator or newline. */
export function isToken(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (isTokenCharacter[text.charCodeAt(index)] !== 1) return false;
  }
  return text !== '';
}
