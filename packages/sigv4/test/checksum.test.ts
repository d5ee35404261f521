// The checksums, beside the catalogue and other implementations.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChecksumName, checksumText, startChecksum } from '../src/checksum.js';
import { digest as node } from '../src/digest-node.js';
import { digest as web } from '../src/digest-web.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

// Catalogue of parametrised CRC algorithms (CRC-32/ISO-HDLC, CRC-32/ISCSI, CRC-64/NVME): the check
// value is that of the nine digits. FIPS 180-4 for the hashes, by Node.
describe.each<[ChecksumName, string]>([
  ['crc32', 'cbf43926'],
  ['crc32c', 'e3069283'],
  ['crc64nvme', 'ae8b14860a799888'],
  ['sha1', createHash('sha1').update('123456789').digest('hex')],
  ['sha256', createHash('sha256').update('123456789').digest('hex')],
])('%s', (name, check) => {
  it('gives the check value of the catalogue', async () => {
    const checksum = startChecksum(name);
    checksum.update(Buffer.from('123456789'));
    expect(hex(await checksum.digest())).toBe(check);
  });

  it('is the same however the bytes are cut', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 })), async (pieces) => {
        const cut = startChecksum(name);
        for (const piece of pieces) cut.update(piece);
        const whole = startChecksum(name);
        whole.update(Buffer.concat(pieces));
        expect(await checksumText(cut)).toBe(await checksumText(whole));
      }),
    ));
});

it('nothing has the checksum of nothing', async () => {
  expect(await checksumText(startChecksum('crc32'))).toBe('AAAAAA==');
  expect(await checksumText(startChecksum('crc64nvme'))).toBe('AAAAAAAAAAA=');
});

it('a hash under way is the same by WebCrypto and Node', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom('SHA-1' as const, 'SHA-256' as const),
      fc.array(fc.uint8Array({ maxLength: 40 })),
      async (algorithm, pieces) => {
        const hashers = [node.hasher(algorithm), web.hasher(algorithm)];
        for (const piece of pieces) for (const hasher of hashers) hasher.update(piece);
        const [a, b] = await Promise.all(hashers.map((hasher) => hasher.digest()));
        expect(hex(a ?? new Uint8Array())).toBe(hex(b ?? new Uint8Array([1])));
      },
    ),
  ));
