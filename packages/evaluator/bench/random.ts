// Seeded randomness, so that two runs ask the same questions.

/** A source of numbers in [0, 1), as `Math.random` is. */
export type Random = () => number;

/** The generator known as mulberry32: one 32-bit state, the same sequence for the same seed. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 to `end`, `end` itself left out. */
export function pickIndex(random: Random, end: number): number {
  return Math.floor(random() * end);
}

/** One of some items. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[pickIndex(random, items.length)];
  if (item === undefined) throw new TypeError('expected an item to pick, found none');
  return item;
}
