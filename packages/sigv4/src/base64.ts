// Base64 of text: the form in which a POST policy travels.
import { bytesOf } from './byte-string.js';

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text as UTF-8 in Base64 (RFC 4648, section 4). */
export function encodeBase64(text: string): string {
  let bytes = '';
  for (const byte of utf8.encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}

/** The text; undefined when it is not Base64, without line breaks, of well-formed UTF-8. */
export function decodeBase64(base64: string): string | undefined {
  if (base64.length % 4 !== 0 || !alphabet.test(base64)) return undefined;
  try {
    return strictUtf8.decode(bytesOf(atob(base64)));
  } catch {
    return undefined;
  }
}

const alphabet = /^[A-Za-z0-9+/]+={0,2}$/;
