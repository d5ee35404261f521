// `#digest` everywhere else: WebCrypto.
import type { Digest } from './digest.js';

/** SHA-256 by WebCrypto, which a browser offers to secure contexts only. */
export const digest: Digest = {
  async sha256Hex(data) {
    return toHex(await crypto.subtle.digest('SHA-256', bytesOf(data)));
  },
  async hmacSha256(key, data) {
    return new Uint8Array(await hmac(key, data));
  },
  async hmacSha256Hex(key, data) {
    return toHex(await hmac(key, data));
  },
};

async function hmac(key: Uint8Array, data: string): Promise<ArrayBuffer> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', bytesOf(key), algorithm, false, ['sign']);
  return crypto.subtle.sign('HMAC', imported, bytesOf(data));
}

/** WebCrypto refuses views of shared memory, so what is not known to be private is copied. */
function bytesOf(data: Uint8Array | string): Uint8Array<ArrayBuffer> {
  if (typeof data !== 'string') return new Uint8Array(data);
  const bytes = new Uint8Array(data.length);
  for (let index = 0; index < data.length; index++) bytes[index] = data.charCodeAt(index);
  return bytes;
}

function toHex(buffer: ArrayBuffer): string {
  let text = '';
  for (const byte of new Uint8Array(buffer)) text += byte.toString(16).padStart(2, '0');
  return text;
}
