// Addresses and CIDR blocks, against two independent readers: node:net and ipaddr.js.
import { isIP } from 'node:net';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { isIpRange } from '../src/index.js';

const nearAddress = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789abcdfF:./% '), maxLength: 24 }),
  fc
    .array(
      fc.constantFrom('0', '1', '255', '256', '01', '::', ':', '.', '/', '24', 'ffff', '127.0.0.1'),
    )
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(40), fc.constantFrom(...'0:./f'))
    .map(([address, at, extra]) => address.slice(0, at) + extra + address.slice(at)),
);

describe('addresses', () => {
  test('without a prefix exactly what node:net calls an address is one, zone ids apart', () => {
    fc.assert(
      fc.property(fc.oneof(nearAddress, fc.ipV4(), fc.ipV6()), (text) => {
        fc.pre(!text.includes('/'));
        expect(isIpRange(text)).toBe(isIP(text) !== 0 && !text.includes('%'));
      }),
      { numRuns: 3000 },
    );
  });

  test('ipaddr.js reads all that is accepted', () => {
    fc.assert(
      fc.property(fc.oneof(nearAddress, fc.ipV4(), fc.ipV6()), (text) => {
        if (!isIpRange(text)) return;
        if (text.includes('/')) expect(() => ipaddr.parseCIDR(text)).not.toThrow();
        else expect(ipaddr.isValid(text)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('blocks', () => {
  test('all that ipaddr.js prints is accepted, alone and with each prefix of its family', () => {
    const four = fc.tuple(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.nat(32));
    const six = fc.tuple(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat(128));
    fc.assert(
      fc.property(fc.oneof(four, six), ([bytes, bits]) => {
        const address = ipaddr.fromByteArray([...bytes]);
        for (const text of [address.toString(), address.toNormalizedString()]) {
          expect(isIpRange(text)).toBe(true);
          expect(isIpRange(`${text}/${bits}`)).toBe(true);
          expect(isIpRange(text.toUpperCase())).toBe(true);
        }
      }),
    );
  });

  test('an IPv4 address may end an IPv6 address and counts as two groups', () => {
    for (const text of ['::ffff:192.0.2.1', '1:2:3:4:5:6:192.0.2.1', '::192.0.2.1/96']) {
      expect(isIpRange(text), text).toBe(true);
    }
    for (const text of ['1:2:3:4:5:6:7:192.0.2.1', '192.0.2.1::', '::1.2.3.4:5', '1.2.3.4:::']) {
      expect(isIpRange(text), text).toBe(false);
    }
  });

  test('`::` stands for one group at least, and for some that are none on either side', () => {
    for (const text of [
      '::',
      '1::',
      '::1',
      '1:2:3:4::5:6:7',
      '::2:3:4:5:6:7:8',
      '1:2:3:4:5:6:7::',
    ]) {
      expect(isIpRange(text), text).toBe(true);
    }
    for (const text of [
      '1:2:3:4::5:6:7:8',
      '1::2:3:4:5:6:7:8:9',
      'x::1',
      '1::x',
      '1::2::3',
      ':::',
    ]) {
      expect(isIpRange(text), text).toBe(false);
    }
  });

  test('a prefix is a plain number within its family', () => {
    for (const prefix of ['', '33', '-1', '+8', '08', '8 ', ' 8', '8/8', '1e1', '255.0.0.0', 'a']) {
      expect(isIpRange(`192.0.2.0/${prefix}`), prefix).toBe(false);
    }
    expect(isIpRange('2001:db8::/129')).toBe(false);
    expect(isIpRange('/24')).toBe(false);
  });

  test('octal, hexadecimal and short forms, which readers take differently, are refused', () => {
    for (const text of ['010.0.0.1', '0x7f.0.0.1', '127.1', '2130706433', '1.2.3.4.5', '']) {
      expect(isIpRange(text), text).toBe(false);
    }
  });
});
