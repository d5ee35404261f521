// What is lent to a piece of work, and taken back when the work ends.

/**
 * Runs `work` with access to something. Access after the work has ended is a TypeError: a writer that
 * got out of its transaction would write into none.
 */
export async function lend<Lent, T>(
  lent: Lent,
  work: (access: () => Lent) => Promise<T>,
): Promise<T> {
  let ended = false;
  const access = (): Lent => {
    if (ended) throw new TypeError('the transaction has ended');
    return lent;
  };
  try {
    return await work(access);
  } finally {
    ended = true;
  }
}
