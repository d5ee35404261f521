// Chains of entries under hashes, against a map of lists.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HashChains } from '../src/hash-chains.js';

function entriesUnder(chains: HashChains, hash: number): readonly number[] {
  const found: number[] = [];
  for (let entry = chains.first(hash); entry >= 0; entry = chains.next(entry)) found.push(entry);
  return found;
}

function expectAll(hashes: readonly number[]): void {
  const chains = new HashChains(hashes.length);
  const expected = new Map<number, number[]>();
  hashes.forEach((hash, entry) => {
    chains.add(hash, entry);
    expected.set(hash, [entry, ...(expected.get(hash) ?? [])]);
  });
  for (const [hash, entries] of expected) expect(entriesUnder(chains, hash)).toEqual(entries);
  for (const hash of [0, -1, 77, 2 ** 31 - 1]) {
    if (!expected.has(hash)) expect(entriesUnder(chains, hash)).toEqual([]);
  }
}

it.each([
  ['no entry', []],
  ['one entry', [5]],
  ['equal hashes', [5, 5, 5]],
  ['hashes that meet in one place', [0, 16, 32, 48, 64, 80, 96, 112]],
  ['hashes that meet in the last place', [15, 31, 47, 63, 79, 95, 111, 127]],
  ['hashes below zero, and what marks a free place', [-1, -2, -1, -(2 ** 31), 0]],
])('finds what was put there: %s', (_, hashes) => {
  expectAll(hashes);
});

it('finds what was put there, whatever it is', () => {
  const hashes = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer());
  fc.assert(fc.property(fc.array(hashes, { maxLength: 100 }), expectAll));
});
