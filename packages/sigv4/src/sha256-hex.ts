// Hashes and signatures as they are written: lower-case hexadecimal.

/** Whether the text is a SHA-256 sum in lower-case hexadecimal, the only case AWS accepts. */
export function isSha256Hex(text: string): boolean {
  if (text.length !== 64) return false;
  for (let index = 0; index < 64; index++) {
    const code = text.charCodeAt(index);
    const digit = code >= 0x30 && code <= 0x39;
    const letter = code >= 0x61 && code <= 0x66;
    if (!digit && !letter) return false;
  }
  return true;
}
