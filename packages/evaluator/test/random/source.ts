// Where random choices come from, so that the same numbers make the same case.

/** A whole number from 0 up to, not including, `below`. */
export type Source = (below: number) => number;

/** A source that gives the same numbers for the same seed. */
export function seededSource(seed: number): Source {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Choices made with a source. */
export interface Choices {
  readonly pick: <T>(options: readonly T[]) => T;
  readonly pickWeighted: <T>(options: readonly (readonly [weight: number, option: T])[]) => T;
  readonly chance: (percent: number) => boolean;
  /** One to `most` of what `make` makes. */
  readonly list: <T>(most: number, make: () => T) => readonly T[];
}

/** The choices that a source makes. */
export function choices(source: Source): Choices {
  return {
    pick: (options) => options[source(options.length)] as (typeof options)[number],
    pickWeighted: (options) => {
      let left = source(options.reduce((sum, [weight]) => sum + weight, 0));
      for (const [weight, option] of options) {
        if (left < weight) return option;
        left -= weight;
      }
      throw new RangeError('a source gave a number that is too large');
    },
    chance: (percent) => source(1000) < percent * 10,
    list: (most, make) => Array.from({ length: 1 + source(most) }, make),
  };
}
