// `#ecdsa` everywhere else: WebCrypto, and the one step that it does not offer.
import { bytesOf } from './byte-string.js';
import type { Ecdsa } from './ecdsa.js';
import { p256BasePointTimes } from './p256.js';
import { base64url, p256JsonWebKey } from './p256-json-web-key.js';

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const algorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** ECDSA by WebCrypto, which signs with a key only when it is told the public half as well. */
export const ecdsa: Ecdsa = {
  publicKey: p256BasePointTimes,
  async sign(privateKey, data) {
    const jwk = { ...p256JsonWebKey(p256BasePointTimes(privateKey)), d: base64url(privateKey) };
    const key = await crypto.subtle.importKey('jwk', jwk, curve, false, ['sign']);
    return new Uint8Array(await crypto.subtle.sign(algorithm, key, bytesOf(data)));
  },
  async verify(point, signature, data) {
    const jwk = { ...p256JsonWebKey(point) };
    const key = await crypto.subtle.importKey('jwk', jwk, curve, false, ['verify']);
    return crypto.subtle.verify(algorithm, key, new Uint8Array(signature), bytesOf(data));
  },
};
