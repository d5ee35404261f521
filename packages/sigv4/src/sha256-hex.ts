// Hashes and signatures as they are written: lower-case hexadecimal.

/** Whether the text is a SHA-256 sum in lower-case hexadecimal, the only case AWS accepts. */
export function isSha256Hex(text: string): boolean {
  return sha256Hex.test(text);
}

/** On a part of a header a constant pattern is several times as fast as a loop. */
const sha256Hex = /^[0-9a-f]{64}$/;
