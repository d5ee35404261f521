// `#digest` in Node: node:crypto, synchronous, without copying.
import { createHash, createHmac } from 'node:crypto';
import type { Digest } from './digest.js';

/** SHA-256 by OpenSSL. */
export const digest: Digest = {
  sha256Hex(data) {
    const hash = createHash('sha256');
    return (typeof data === 'string' ? hash.update(data, 'latin1') : hash.update(data)).digest(
      'hex',
    );
  },
  hmacSha256(key, data) {
    return createHmac('sha256', key).update(data, 'latin1').digest();
  },
  hmacSha256Hex(key, data) {
    return createHmac('sha256', key).update(data, 'latin1').digest('hex');
  },
  hasher(algorithm) {
    const hash = createHash(algorithm);
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
  },
};
