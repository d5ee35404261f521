// `#digest` everywhere else: WebCrypto.
import { bytesOf, toHex } from './byte-string.js';
import type { Digest } from './digest.js';

/** SHA-256 by WebCrypto, which a browser offers to secure contexts only. */
export const digest: Digest = {
  async sha256Hex(data) {
    return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', copied(data))));
  },
  async hmacSha256(key, data) {
    return new Uint8Array(await hmac(key, data));
  },
  async hmacSha256Hex(key, data) {
    return toHex(new Uint8Array(await hmac(key, data)));
  },
  hasher(algorithm) {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    return {
      update: (bytes) => void pieces.push(new Uint8Array(bytes)),
      async digest() {
        const whole = await new Blob(pieces).arrayBuffer();
        return new Uint8Array(await crypto.subtle.digest(algorithm, whole));
      },
    };
  },
};

async function hmac(key: Uint8Array, data: string): Promise<ArrayBuffer> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', copied(key), algorithm, false, ['sign']);
  return crypto.subtle.sign('HMAC', imported, bytesOf(data));
}

/** WebCrypto refuses views of shared memory, so what is not known to be private is copied. */
function copied(data: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return typeof data === 'string' ? bytesOf(data) : new Uint8Array(data);
}
