// Both answers to the port of SHA-256.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digest as node } from '../src/digest-node.js';
import { digest as web } from '../src/digest-web.js';

const byteString = fc
  .oneof(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ minLength: 8_000, maxLength: 8_400 }))
  .map((bytes) => String.fromCharCode(...bytes));

it('WebCrypto and Node agree on every hash and code', { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 100 }),
      byteString,
      async (key, data) => {
        expect(await web.sha256Hex(data)).toBe(await node.sha256Hex(data));
        expect(await web.sha256Hex(key)).toBe(await node.sha256Hex(key));
        expect(await web.hmacSha256Hex(key, data)).toBe(await node.hmacSha256Hex(key, data));
        expect(Buffer.from(await web.hmacSha256(key, data))).toEqual(
          Buffer.from(await node.hmacSha256(key, data)),
        );
      },
    ),
  ),
);

// FIPS 180-4 example, "abc".
it('the hash of the standard’s example is the standard’s', async () => {
  expect(await node.sha256Hex('abc')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
