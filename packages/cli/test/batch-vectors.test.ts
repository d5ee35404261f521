// The evaluator's conformance vectors, asked through the batch.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerLines } from './run.js';

interface Vector {
  readonly name: string;
  readonly given: object;
  readonly expect: { readonly decision: string; readonly by?: object | 'root' };
}

const folder = new URL('../../evaluator/vectors/', import.meta.url);

describe.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('%s', (file) => {
  it('is decided as expected, line by line, and the deciding statement is among the matched', async () => {
    const vectors: readonly Vector[] = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    const answers = await answerLines(
      vectors.map(({ given, name }) => JSON.stringify({ id: name, ...given })),
    );
    expect(answers.map(({ id, decision, error }) => ({ id, decision, error }))).toEqual(
      vectors.map(({ name, expect: { decision } }) => ({ id: name, decision, error: undefined })),
    );
    vectors.forEach(({ name, expect: { by } }, index) => {
      if (typeof by !== 'object') return;
      expect(answers[index]?.matched, name).toContainEqual(expect.objectContaining(by));
    });
  });
});
