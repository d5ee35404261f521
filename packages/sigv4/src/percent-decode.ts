// A canonical value back to the text it stands for.

/** Decodes what `percentEncode` wrote, to a byte string: one character a byte. */
export function percentDecode(encoded: string): string {
  let percent = encoded.indexOf('%');
  if (percent < 0) return encoded;
  let decoded = '';
  let start = 0;
  while (percent >= 0) {
    const byte = Number.parseInt(encoded.slice(percent + 1, percent + 3), 16);
    decoded += encoded.slice(start, percent) + String.fromCharCode(byte);
    start = percent + 3;
    percent = encoded.indexOf('%', start);
  }
  return decoded + encoded.slice(start);
}
