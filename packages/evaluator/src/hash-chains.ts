// Many small numbers under many hashes, in two flat arrays: no object for an entry.

/**
 * A multimap from 32-bit hashes to entries, which are numbers. A chain is a run of entries, one after
 * the other; hashes that look alike in the bits that the table has room for share one.
 *
 * INVARIANT: what was put under a hash is in the chain that is found for it. More may be in it.
 */
export class HashChains {
  readonly #mask: number;
  /**
   * Open addressing. In the low bits 1 more than where a chain begins, in the others those of its
   * hash: half the memory that a whole hash would take, and so fewer misses of the cache. 0 is a
   * free place.
   */
  readonly #table: Int32Array;
  /** Chain by chain; the last entry of each is written as its complement. */
  readonly #entries: Int32Array;

  /** `hashes` by entry; an entry that has none is in no chain. */
  constructor(hashes: readonly (number | undefined)[]) {
    let places = 4;
    while (places < hashes.length * 1.5) places *= 2;
    this.#mask = places - 1;
    this.#table = new Int32Array(places);
    this.#entries = this.#putInChains(hashes);
  }

  /** Where the chain for `hash` begins, or -1. */
  first(hash: number): number {
    return ((this.#table[this.#find(hash)] as number) & this.#mask) - 1;
  }

  /** The entry at a place in a chain; its complement, below zero, where the chain ends. */
  at(place: number): number {
    return this.#entries[place] as number;
  }

  /** The place in the table of the chain that `hash` belongs to, or the free place where it would be. */
  #find(hash: number): number {
    let place = (hash ^ (hash >>> 15)) & this.#mask;
    while (!this.#isFreeOrFor(place, hash)) place = (place + 1) & this.#mask;
    return place;
  }

  #isFreeOrFor(place: number, hash: number): boolean {
    const found = this.#table[place] as number;
    return found === 0 || ((found ^ hash) & ~this.#mask) === 0;
  }

  /** The entries, sorted by chain; the table is first numbered by chain, then by where each begins. */
  #putInChains(hashes: readonly (number | undefined)[]): Int32Array {
    const sizes: number[] = [];
    const chainOf = hashes.map((hash) => {
      if (hash === undefined) return undefined;
      const place = this.#find(hash);
      if (this.#table[place] === 0) {
        sizes.push(0);
        this.#table[place] = (hash & ~this.#mask) | sizes.length;
      }
      const chain = ((this.#table[place] as number) & this.#mask) - 1;
      sizes[chain] = (sizes[chain] as number) + 1;
      return chain;
    });
    let total = 0;
    const ends = sizes.map((size) => {
      total += size;
      return total;
    });
    this.#table.forEach((found, place) => {
      if (found === 0) return;
      const chain = (found & this.#mask) - 1;
      const begin = (ends[chain] as number) - (sizes[chain] as number);
      this.#table[place] = (found & ~this.#mask) | (begin + 1);
    });
    return fillChains(chainOf, ends, total);
  }
}

/** From the back, so that each chain keeps the order of its entries. */
function fillChains(
  chainOf: readonly (number | undefined)[],
  ends: readonly number[],
  total: number,
): Int32Array {
  const entries = new Int32Array(total);
  const next = [...ends];
  for (let entry = chainOf.length - 1; entry >= 0; entry -= 1) {
    const chain = chainOf[entry];
    if (chain === undefined) continue;
    const place = (next[chain] as number) - 1;
    entries[place] = place === (ends[chain] as number) - 1 ? ~entry : entry;
    next[chain] = place;
  }
  return entries;
}
