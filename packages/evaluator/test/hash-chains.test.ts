// Chains of entries under hashes: what was put under a hash is found there, once and in order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashChains } from '../src/hash-chains.js';

/** Chains, and the entry at each place. */
function chain(hashes: readonly (number | undefined)[]): {
  readonly chains: HashChains;
  readonly entryAt: readonly number[];
} {
  const entryAt: number[] = [];
  const chains = new HashChains(hashes, (entry, place) => {
    expect(entryAt[place]).toBeUndefined();
    entryAt[place] = entry;
  });
  return { chains, entryAt };
}

function placesUnder(chains: HashChains, hash: number): readonly number[] {
  const found: number[] = [];
  for (let place = chains.first(hash); place !== -1; place += 1) {
    found.push(place);
    if (!chains.goesOn(place)) break;
  }
  return found;
}

function expectAll(hashes: readonly (number | undefined)[]): void {
  const { chains, entryAt } = chain(hashes);
  const entries = hashes.map((_, entry) => entry);
  expect(entryAt.toSorted((a, b) => a - b)).toEqual(entries);
  const chained = hashes.filter((hash) => hash !== undefined);
  expect(entryAt.slice(chained.length).every((entry) => hashes[entry] === undefined)).toBe(true);
  for (const hash of new Set(chained)) {
    const found = placesUnder(chains, hash).map((place) => entryAt[place] as number);
    expect(found.filter((entry) => hashes[entry] === hash)).toEqual(
      entries.filter((entry) => hashes[entry] === hash),
    );
    expect(found.every((entry) => hashes[entry] !== undefined)).toBe(true);
  }
}

it.each<[string, readonly (number | undefined)[]]>([
  ['no entry', []],
  ['one entry', [5]],
  ['equal hashes', [5, 5, 5]],
  ['entries without a hash', [undefined, 5, undefined, 5, undefined]],
  ['nothing but entries without a hash', [undefined, undefined]],
  ['hashes that meet in one place', [0, 16, 32, 48, 64, 80, 96, 112]],
  ['hashes that meet in the last place', [15, 31, 47, 63, 79, 95, 111, 127]],
  ['hashes that differ where the table looks alone', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ['hashes below zero', [-1, -2, -1, -(2 ** 31), 0, 2 ** 31 - 1]],
])('finds what was put there: %s', (_, hashes) => {
  expectAll(hashes);
});

it('finds what was put there, whatever it is', () => {
  const hashes = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer(), fc.constant(undefined));
  fc.assert(fc.property(fc.array(hashes, { maxLength: 100 }), expectAll));
});

describe('a hash that nothing was put under', () => {
  it('has no chain where no other is like it', () => {
    const { chains } = chain([5, 5]);
    for (const hash of [0, -1, 77, 2 ** 31 - 1]) expect(placesUnder(chains, hash)).toEqual([]);
    expect(placesUnder(chain([]).chains, 5)).toEqual([]);
  });

  it('shares few chains', () => {
    const spread = (n: number): number => Math.imul(n + 1, 0x9e3779b1);
    const { chains } = chain(Array.from({ length: 1000 }, (_, n) => spread(n)));
    const strays = Array.from({ length: 1000 }, (_, n) => placesUnder(chains, spread(n + 1000)));
    expect(strays.flat().length).toBeLessThan(20);
  });
});
