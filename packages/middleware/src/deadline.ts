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
 * a request is refused and not held for ever. What is answered at once, as by a sink that keeps
 * lines in memory, is given at once and needs no timer.
 */
export function withDeadline<Asked, Answer>(
  what: string,
  milliseconds: number,
  ask: (asked: Asked) => Answer | Promise<Answer>,
): (asked: Asked) => Answer | Promise<Answer> {
  return (asked) => {
    const answer = ask(asked);
    if (!isThenable(answer)) return answer;
    return inTime(answer, milliseconds, () => new DeadlineError(what, milliseconds));
  };
}

/** A promise of another library is one too. */
function isThenable<Answer>(answer: Answer | Promise<Answer>): answer is Promise<Answer> {
  return typeof answer === 'object' && answer !== null && 'then' in answer;
}

async function inTime<Answer>(
  answer: Promise<Answer>,
  milliseconds: number,
  toError: () => Error,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(toError()), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
