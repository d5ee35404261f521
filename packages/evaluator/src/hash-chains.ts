// Many entries under many hashes, in two flat arrays: no object for an entry.

/**
 * A multimap from 32-bit hashes to places. Entries under one hash have places one after the other, a
 * chain; hashes that look alike in the bits that the table has room for share one.
 *
 * INVARIANT: what was put under a hash is in the chain that is found for it. More may be in it.
 */
export class HashChains {
  readonly #mask: number;
  /**
   * Open addressing. In the low bits 1 more than where a chain begins, in the others those of its
   * hash: half the memory that a whole hash would take, and so fewer misses of the cache. 0 is free.
   */
  readonly #table: Int32Array;
  /** By place, whether a chain ends there. */
  readonly #isLast: Uint8Array;

  /**
   * Gives every entry a place of its own, from 0 on; those that have no hash come last.
   *
   * @param hashes - by entry
   * @param putAt - told the place of each entry
   */
  constructor(
    hashes: readonly (number | undefined)[],
    putAt: (entry: number, place: number) => void,
  ) {
    let room = 4;
    while (room < hashes.length * 1.5) room *= 2;
    this.#mask = room - 1;
    this.#table = new Int32Array(room);
    const sizes: number[] = [];
    const chains = hashes.map((hash) => (hash === undefined ? -1 : this.#enter(hash, sizes)));
    const next: number[] = [];
    let end = 0;
    for (const size of sizes) {
      next.push(end);
      end += size;
    }
    this.#isLast = new Uint8Array(end);
    sizes.forEach((size, chain) => {
      this.#isLast[(next[chain] as number) + size - 1] = 1;
    });
    this.#pointTo(next);
    chains.forEach((chain, entry) => {
      const place = chain === -1 ? end : (next[chain] as number);
      if (chain === -1) end += 1;
      else next[chain] = place + 1;
      putAt(entry, place);
    });
  }

  /** The first place of the chain for `hash`, or -1. */
  first(hash: number): number {
    return ((this.#table[this.#find(hash)] as number) & this.#mask) - 1;
  }

  /** Whether the chain goes on at the next place. */
  goesOn(place: number): boolean {
    return this.#isLast[place] === 0;
  }

  /** Where in the table the chain stands that `hash` belongs to, or is free for it. */
  #find(hash: number): number {
    let at = (hash ^ (hash >>> 15)) & this.#mask;
    while (!this.#isFreeOrFor(at, hash)) at = (at + 1) & this.#mask;
    return at;
  }

  #isFreeOrFor(at: number, hash: number): boolean {
    const found = this.#table[at] as number;
    return found === 0 || ((found ^ hash) & ~this.#mask) === 0;
  }

  /** Counts one more under `hash`; the chain's number, which stands in the table for the time being. */
  #enter(hash: number, sizes: number[]): number {
    const at = this.#find(hash);
    if (this.#table[at] === 0) this.#table[at] = (hash & ~this.#mask) | sizes.push(0);
    const chain = ((this.#table[at] as number) & this.#mask) - 1;
    sizes[chain] = (sizes[chain] as number) + 1;
    return chain;
  }

  /** Puts where each chain begins in the place of its number. */
  #pointTo(begins: readonly number[]): void {
    this.#table.forEach((found, at) => {
      if (found === 0) return;
      const begin = begins[(found & this.#mask) - 1] as number;
      this.#table[at] = (found & ~this.#mask) | (begin + 1);
    });
  }
}
