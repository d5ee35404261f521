// Ends a run of all tests of the domain: every operation was seen to answer, and to refuse by each code of its model.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOperation, type OperationName } from '@ostiary/api';
import { OPERATIONS } from '../src/operations.js';
import { UNANSWERED } from './unanswered.js';

/** The variable that names the folder in which each process of the tests notes what it saw. */
export const ANSWERS_FOLDER = 'OSTIARY_TEST_ANSWERS';

let folder = '';

/** Called once, before the tests. */
export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), 'ostiary-answers-'));
  process.env[ANSWERS_FOLDER] = folder;
}

/** Called once, after the tests. */
export function teardown(): void {
  const lines = new Set(
    readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n')),
  );
  rmSync(folder, { recursive: true });
  if (isWholeRun(lines)) hold(lines);
}

/** Whether each test that opens a control plane has run: less tells nothing of what is missing. */
function isWholeRun(lines: ReadonlySet<string>): boolean {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(import.meta.dirname, name))
    .filter((file) => /\b(openIam|openWorld)\(/.test(readFileSync(file, 'utf8')))
    .every((file) => lines.has(`file ${file}`));
}

/** @throws Error naming each operation and code that no test saw, or that the table of exceptions is wrong about */
function hold(lines: ReadonlySet<string>): void {
  const faults: string[] = [];
  for (const name of Object.keys(OPERATIONS) as OperationName[]) {
    const { errors = [] } = findOperation(name)?.model ?? {};
    for (const code of ['ok', ...errors]) {
      const isSeen = lines.has(`${name} ${code}`);
      const isExcepted = UNANSWERED[code]?.operations.includes(name) ?? false;
      if (!isSeen && !isExcepted) faults.push(`no test sees ${name} answer ${code}`);
      if (isSeen && isExcepted) faults.push(`${name} does answer ${code}: not an exception`);
    }
  }
  if (faults.length === 0) return;
  // What is thrown here is shown, and is no failure of the run by itself.
  process.exitCode = 1;
  throw new Error(faults.join('\n'));
}
