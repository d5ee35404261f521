// Addresses in blocks, against a reader of addresses that is not ours.
import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileIpRange } from '../src/ip-range.js';

const octet = fc.oneof(
  fc.constantFrom('0', '10', '255', '256', '01', '00', '', 'a', '1e1'),
  fc.nat(255).map(String),
);
const ipv4 = fc.oneof(
  fc.array(octet, { minLength: 3, maxLength: 5 }).map((octets) => octets.join('.')),
  fc.ipV4(),
);
const address = fc.oneof(
  ipv4,
  fc.ipV4(),
  fc.ipV6(),
  fc.constantFrom('', '.', '1.2.3.4/32', ' 1.2.3.4', '::1/128', ':'),
);

const block = fc.oneof(
  fc.tuple(fc.ipV4(), fc.nat(32)).map(([base, bits]) => ({ base, bits, family: 'ipv4' as const })),
  fc.tuple(fc.ipV6(), fc.nat(128)).map(([base, bits]) => ({ base, bits, family: 'ipv6' as const })),
);

function isIn(
  candidate: string,
  { base, bits, family }: { base: string; bits: number; family: 'ipv4' | 'ipv6' },
): boolean {
  const version = isIP(candidate);
  if (version !== (family === 'ipv4' ? 4 : 6)) return false;
  const list = new BlockList();
  list.addSubnet(base, bits, family);
  return list.check(candidate, family);
}

it('an address lies in a block exactly where another reader says so', () => {
  fc.assert(
    fc.property(block, address, fc.boolean(), (range, other, isNear) => {
      const matches = compileIpRange(`${range.base}/${range.bits}`);
      const candidate = isNear ? range.base : other;
      expect(matches?.(candidate)).toBe(isIn(candidate, range));
    }),
    { numRuns: 3000 },
  );
});

it.each(['10.0.0.0/8', '10.0.0.0/7', '128.0.0.0/1', '0.0.0.0/0', '255.255.255.255/32'])(
  'every address is in `%s` or not as another reader says',
  (text) => {
    const [base = '', bits = ''] = text.split('/');
    const matches = compileIpRange(text);
    fc.assert(
      fc.property(fc.ipV4(), (candidate) => {
        expect(matches?.(candidate)).toBe(
          isIn(candidate, { base, bits: Number(bits), family: 'ipv4' }),
        );
      }),
    );
  },
);

it.each(['', '10.0.0.0/33', '10.0.0', '10.0.0.0/', '10.0.0.0/8/8', '::/129', 'x'])(
  '`%s` is no block',
  (text) => {
    expect(compileIpRange(text)).toBeUndefined();
  },
);
