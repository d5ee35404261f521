// Notes which codes operations answered in the tests, where the run of the whole suite asks for it.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Iam, IamError } from '../src/index.js';
import { ANSWERS_FOLDER } from './every-answer.js';

/** The same control plane; what its operations answer is noted. */
export function noteAnswers(iam: Iam): Iam {
  const folder = process.env[ANSWERS_FOLDER];
  if (folder === undefined) return iam;
  const note = (words: readonly (string | undefined)[]) =>
    appendFileSync(join(folder, `${process.pid}`), `${words.join(' ')}\n`);
  note(['file', expect.getState().testPath]);
  return {
    ...iam,
    execute: async (name, ...rest) => {
      try {
        const output = await iam.execute(name, ...rest);
        note([name, 'ok']);
        return output;
      } catch (error) {
        note([name, error instanceof IamError ? error.code : 'ServiceFailure']);
        throw error;
      }
    },
  };
}
