// One after the other.

/** Runs work when all that was handed in before has ended, however it ended. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes a queue of one at a time. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}
