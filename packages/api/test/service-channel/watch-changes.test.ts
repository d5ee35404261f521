// Whoever watches hears of each change, and of each silence.
import { describe, expect, it } from 'vitest';
import { watchChanges } from '../../src/service-channel/watch-changes.js';

describe('watchChanges', () => {
  it('tells of a revision that is not the last one, and not of the first', async () => {
    const told = await changesTold([7, 7, 8, 9]);
    expect(told).toEqual([8, 9]);
  });

  it('tells of a question that failed, since a change may have been missed', async () => {
    const told = await changesTold([7, new Error('no answer')]);
    expect(told).toEqual(['failed']);
  });
});

/** Answers one question after the other and then none; what had been answered when each change was told. */
async function changesTold(answers: readonly (number | Error)[]): Promise<readonly unknown[]> {
  const told: unknown[] = [];
  let asked = 0;
  await new Promise<void>((resolve) => {
    const stop = watchChanges(
      async () => {
        const answer = answers[asked];
        asked += 1;
        if (answer === undefined) {
          stop();
          resolve();
          throw new Error('stopped');
        }
        if (answer instanceof Error) throw answer;
        return answer;
      },
      () => {
        const answer = answers[asked - 1];
        told.push(answer instanceof Error ? 'failed' : answer);
        if (answer instanceof Error) {
          stop();
          resolve();
        }
      },
    );
  });
  return told;
}
