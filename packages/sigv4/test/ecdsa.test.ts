// Both answers to the port of ECDSA, the arithmetic of one of them, and how signatures are written.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ecdsa as node } from '../src/ecdsa-node.js';
import { formatEcdsaSignature, parseEcdsaSignature } from '../src/ecdsa-signature.js';
import { ecdsa as web } from '../src/ecdsa-web.js';
import { p256Order } from '../src/p256.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const key = (number: bigint) => Buffer.from(number.toString(16).padStart(64, '0'), 'hex');

describe('a public key', () => {
  const ends = [1n, 2n, 3n, p256Order - 1n, p256Order - 2n, 1n << 255n, (1n << 224n) - 1n];

  it.each(ends)('of %s is the same in WebCrypto and Node', async (number) => {
    expect(hex(await web.publicKey(key(number)))).toBe(hex(await node.publicKey(key(number))));
  });

  it('of any private key is the same in WebCrypto and Node', { timeout: 60_000 }, () =>
    fc.assert(
      fc.asyncProperty(fc.bigInt({ min: 1n, max: p256Order - 1n }), async (number) => {
        expect(hex(await web.publicKey(key(number)))).toBe(hex(await node.publicKey(key(number))));
      }),
      { numRuns: 20 },
    ),
  );

  it.each([0n, p256Order])('is not to be had of %s', (number) => {
    expect(() => web.publicKey(key(number))).toThrow(TypeError);
    expect(() => node.publicKey(key(number))).toThrow();
  });
});

describe('a signature', () => {
  it('made by one holds by the other, and for nothing else', async () => {
    for (const [signer, verifier] of [
      [web, node],
      [node, web],
    ] as const) {
      const publicKey = await verifier.publicKey(key(12_345n));
      const signature = await signer.sign(key(12_345n), 'text');
      expect(await verifier.verify(publicKey, signature, 'text')).toBe(true);
      expect(await verifier.verify(publicKey, signature, 'texT')).toBe(false);
      const spoilt = signature.with(40, (signature[40] ?? 0) ^ 1);
      expect(await verifier.verify(publicKey, spoilt, 'text')).toBe(false);
      expect(await verifier.verify(await node.publicKey(key(2n)), signature, 'text')).toBe(false);
    }
  });

  it('of zeros or beyond the order holds for nothing', async () => {
    const publicKey = await node.publicKey(key(12_345n));
    for (const number of [0n, p256Order]) {
      const signature = Buffer.concat([key(number), key(number)]);
      expect(await node.verify(publicKey, signature, 'text')).toBe(false);
      expect(await web.verify(publicKey, signature, 'text')).toBe(false);
    }
  });

  it('is read as it was written', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 512n) - 1n }), (number) => {
        const signature = Buffer.from(number.toString(16).padStart(128, '0'), 'hex');
        const text = formatEcdsaSignature(signature);
        expect(hex(parseEcdsaSignature(text) ?? new Uint8Array())).toBe(hex(signature));
      }),
    ));

  it.each([
    ['short integers', '3006020101020102'],
    ['an integer with a sign byte', '300702020080020101'],
  ])('of %s is read', (_, text) => {
    expect(parseEcdsaSignature(text)).toBeDefined();
  });

  it.each([
    ['nothing', ''],
    ['upper case', '3006020101020102'.replace('3006', '3006').replace('02010102', '0201010A')],
    ['a longer sequence', '300702010102010200'],
    ['a length too long', '3007020101020102'],
    ['a length in the long form', '30810602010102010200'],
    ['another tag', '3106020101020102'],
    ['a leading zero too many', '300702020001020102'],
    ['an integer beyond 32 bytes', `3045022101${'00'.repeat(32)}0220${'01'.repeat(32)}`],
    ['no second integer', '3003020101'],
    ['letters', 'zz06020101020102'],
    ['two raw numbers', '01'.repeat(64)],
  ])('of %s is not read', (_, text) => {
    expect(parseEcdsaSignature(text)).toBeUndefined();
  });
});
