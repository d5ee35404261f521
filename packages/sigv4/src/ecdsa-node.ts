// `#ecdsa` in Node: node:crypto.
import { createECDH, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { Ecdsa } from './ecdsa.js';
import { base64url, p256JsonWebKey } from './p256-json-web-key.js';

const dsaEncoding = 'ieee-p1363';

/** ECDSA by OpenSSL. */
export const ecdsa: Ecdsa = {
  publicKey,
  sign(privateKey, data) {
    const jwk = { ...p256JsonWebKey(publicKey(privateKey)), d: base64url(privateKey) };
    const key = createPrivateKey({ format: 'jwk', key: jwk });
    return sign('sha256', Buffer.from(data, 'latin1'), { key, dsaEncoding });
  },
  verify(point, signature, data) {
    const key = createPublicKey({ format: 'jwk', key: { ...p256JsonWebKey(point) } });
    return verify('sha256', Buffer.from(data, 'latin1'), { key, dsaEncoding }, signature);
  },
};

function publicKey(privateKey: Uint8Array): Uint8Array {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(privateKey);
  return ecdh.getPublicKey();
}
