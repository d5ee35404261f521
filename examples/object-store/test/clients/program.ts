// Programs of other people: where they are, whether they are, and what they print.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Key } from '../running-store.js';

const run = promisify(execFile);

export interface Program {
  readonly path: string;
  /** Runs it to its end and gives what it printed; rejects with that when it fails. */
  readonly run: (
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<string>;
}

/**
 * The first of `places` that prints its version, or with `args` proves that it is what is wanted. Without one
 * it says in one line what is skipped, or fails where every program has to be there.
 */
export async function findProgram(
  name: string,
  places: readonly string[] = [name],
  args: readonly string[] = ['--version'],
): Promise<Program | undefined> {
  for (const path of places) {
    const program = { path, run: runner(path) };
    const found = await program.run(args).then(
      () => true,
      () => false,
    );
    if (found) return program;
  }
  if (process.env.OSTIARY_REQUIRE_SERVICES === '1') throw new Error(`expected ${name}, found none`);
  console.log(`tests with ${name} skipped: there is none at ${places.join(' or ')}`);
  return undefined;
}

function runner(path: string): Program['run'] {
  return async (args, env = {}) => {
    const { PATH = '', HOME = '' } = process.env;
    const { stdout } = await run(path, args, {
      env: { PATH, HOME, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', NO_PROXY: '*', ...env },
      timeout: 50_000,
      maxBuffer: 10_000_000,
    });
    return stdout;
  };
}

/** The environment in which AWS's own programs take these keys, and none that are set up on the machine. */
export function awsEnvironment({ accessKeyId, secretAccessKey }: Key): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    AWS_MAX_ATTEMPTS: '1',
  };
}
