// How often somebody may be wrong about a short secret.

/** Counts wrong guesses, by what is guessed at. It is this process's own and forgets with it. */
export interface GuessLimit {
  /** Whether there were so many wrong guesses that none counts for a while, right or wrong. */
  readonly isSpent: (name: string, now: Date) => boolean;
  /** Notes a wrong guess. */
  readonly missed: (name: string, now: Date) => void;
  /** Forgets the wrong guesses before a right one. */
  readonly hit: (name: string) => void;
}

/** Five in five minutes leave a code of six digits unguessed for a year and more. */
const MAX_MISSES = 5;
const FOR_MS = 300_000;
/** Whoever is forgotten beyond this may guess anew; so many owners at once are no attack on one. */
const MAX_NAMES = 100_000;

/** Makes a limit that nobody has come near. */
export function createGuessLimit(): GuessLimit {
  const misses = new Map<string, readonly number[]>();
  const recent = (name: string, now: Date) =>
    (misses.get(name) ?? []).filter((time) => now.getTime() - time < FOR_MS);
  return {
    isSpent: (name, now) => recent(name, now).length >= MAX_MISSES,
    missed: (name, now) => {
      if (misses.size >= MAX_NAMES) misses.clear();
      misses.set(name, [...recent(name, now), now.getTime()]);
    },
    hit: (name) => {
      misses.delete(name);
    },
  };
}
