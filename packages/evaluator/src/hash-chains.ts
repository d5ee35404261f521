// Many small numbers under many hashes, in three flat arrays: no object for an entry.

const NONE = -1;

/** A multimap from 32-bit hashes to entry numbers. Equal hashes of different things share a chain. */
export class HashChains {
  readonly #mask: number;
  /** Pairs of hash and first entry, open addressing; an entry of -1 is a free place. */
  readonly #table: Int32Array;
  readonly #next: Int32Array;

  /** `capacity`: the number of entries, which are 0 to `capacity - 1`. */
  constructor(capacity: number) {
    let places = 4;
    while (places < capacity * 1.5) places *= 2;
    this.#mask = places - 1;
    this.#table = new Int32Array(places * 2).fill(NONE);
    this.#next = new Int32Array(capacity).fill(NONE);
  }

  /** Puts `entry` under `hash`. */
  add(hash: number, entry: number): void {
    const place = this.#find(hash);
    this.#next[entry] = this.#table[place + 1] as number;
    this.#table[place] = hash;
    this.#table[place + 1] = entry;
  }

  /** The first entry under `hash`, or -1. */
  first(hash: number): number {
    return this.#table[this.#find(hash) + 1] as number;
  }

  /** The entry that shares the chain after `entry`, or -1. */
  next(entry: number): number {
    return this.#next[entry] as number;
  }

  /** Where `hash` stands in the table, or the free place where it would. */
  #find(hash: number): number {
    let place = (hash ^ (hash >>> 15)) & this.#mask;
    while (this.#table[place * 2 + 1] !== NONE && this.#table[place * 2] !== hash) {
      place = (place + 1) & this.#mask;
    }
    return place * 2;
  }
}
