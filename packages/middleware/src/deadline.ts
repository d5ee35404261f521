// A question that is not answered in time is a failure, not a wait.

/** The question that was not answered, and how long it had. */
class DeadlineError extends Error {
  override readonly name: string = 'DeadlineError';

  constructor(what: string, milliseconds: number) {
    super(`${what} did not answer within ${milliseconds} ms`);
  }
}

/**
 * The same question, with a deadline: what answers later, or never, is a failure, so that
 * a request is refused and not held for ever.
 */
export function withDeadline<Asked extends readonly unknown[], Answer>(
  what: string,
  milliseconds: number,
  ask: (...asked: Asked) => Answer | Promise<Answer>,
): (...asked: Asked) => Promise<Answer> {
  return async (...asked) => {
    const answer = ask(...asked);
    // What is answered at once, as by a sink that keeps lines in memory, needs no timer.
    if (!(answer instanceof Promise)) return answer;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new DeadlineError(what, milliseconds)), milliseconds);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
