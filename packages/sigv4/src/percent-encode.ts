// Percent-encoding as the canonical request wants it: byte by byte, upper-case, one alphabet.

const utf8 = new TextEncoder();
const unreserved = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~';

/** How one part of a request target becomes canonical. */
export interface EncodingRule {
  /** Whether `%41` is read as a byte first, or its `%` encoded again. */
  readonly decodes: boolean;
  /** Whether `+` is read as a space. */
  readonly plusIsSpace: boolean;
  /** Whether a `/` as such stays as it is. */
  readonly keepsSlash: boolean;
}

/** 1 at the code of each unreserved character. */
const isUnreserved = new Uint8Array(128);
for (const character of unreserved) isUnreserved[character.charCodeAt(0)] = 1;

/** Each byte's canonical form: itself when unreserved, else `%XX` (RFC 3986, section 2.3). */
const encodedBytes: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (unreserved.includes(character)) return character;
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/**
 * Encodes a text by a rule. Every byte but the unreserved ones is written `%XX` in upper case
 * (IAM User Guide, "Create a signed AWS API request", UriEncode). A `%` that begins no escape
 * stands for itself, as in the URL Standard, "percent-decode".
 */
export function percentEncode(text: string, rule: EncodingRule): string {
  const plain = plainLength(text, rule.keepsSlash);
  if (plain === text.length) return text;
  let encoded = text.slice(0, plain);
  for (let index = plain; index < text.length; index++) {
    const code = text.codePointAt(index) as number;
    const escaped = rule.decodes && code === 0x25 ? escapedByte(text, index) : undefined;
    if (escaped !== undefined) {
      encoded += encodedBytes[escaped];
      index += 2;
    } else if (code > 0x7f) {
      encoded += encodeUtf8(String.fromCodePoint(code));
      if (code > 0xffff) index++;
    } else if (code === 0x2f && rule.keepsSlash) {
      encoded += '/';
    } else {
      encoded += code === 0x2b && rule.plusIsSpace ? '%20' : encodedBytes[code];
    }
  }
  return encoded;
}

/** How much of the beginning is canonical as it is, which often is all. */
function plainLength(text: string, keepsSlash: boolean): number {
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (isUnreserved[code] !== 1 && !(keepsSlash && code === 0x2f)) break;
    index++;
  }
  return index;
}

const asIs: EncodingRule = { decodes: false, plusIsSpace: false, keepsSlash: false };

/** Encodes a text that is not encoded yet, as the name or value of a query parameter. */
export function encodeParameter(text: string): string {
  return percentEncode(text, asIs);
}

function escapedByte(text: string, index: number): number | undefined {
  const high = hexDigit(text.charCodeAt(index + 1));
  const low = hexDigit(text.charCodeAt(index + 2));
  return high === undefined || low === undefined ? undefined : high * 16 + low;
}

function hexDigit(code: number): number | undefined {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : undefined;
}

function encodeUtf8(character: string): string {
  let encoded = '';
  for (const byte of utf8.encode(character)) encoded += encodedBytes[byte];
  return encoded;
}
