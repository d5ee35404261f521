// Cases as JSON lines in, decisions as JSON lines out: one for each, in order, whatever is in it.
import { evaluate } from '@ostiary/evaluator';
import type { Issue } from '@ostiary/policy';
import { describeDecision } from './describe-decision.js';
import { CaseError } from './errors.js';
import { POLICY_MEMBERS, parseCase } from './parse-case.js';
import { PolicyReader } from './policy-reader.js';
import { readJson } from './read-json.js';
import { type Line, readLines } from './read-lines.js';
import { refuse } from './read-value.js';
import { type Terminal, write } from './terminal.js';

/** Longest line that is read, in bytes. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;

/** Answers every line of `stdin`, holding no more of them than came at once. */
export async function simulateBatch({ stdin, stdout }: Terminal): Promise<void> {
  const reader = new PolicyReader();
  for await (const lines of readLines(stdin, MAX_LINE_BYTES)) {
    await write(stdout, lines.map((line) => `${JSON.stringify(answer(line, reader))}\n`).join(''));
  }
}

/** What names a case in its answer. */
type CaseId = string | number | null;

/** The answer to one line; never throws because of what is in it. */
function answer(line: Line, reader: PolicyReader): object {
  let id: CaseId = null;
  try {
    const json = readJson(readText(line));
    id = readId(json.value, json.ok ? undefined : json.issue);
    if (!json.ok) throw jsonError(json.issue);
    const { request, policies } = parseCase(json, reader);
    return { id, ...describeDecision(evaluate(request, policies)) };
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    const { code, message, path } = error;
    return { id, error: { code, message, path } };
  }
}

function readText(line: Line): string {
  switch (line.kind) {
    case 'text':
      return line.text;
    case 'tooLong':
      throw new CaseError('ValidationError', `a line has at most ${MAX_LINE_BYTES} bytes`, []);
    case 'notUtf8':
      throw new CaseError('ValidationError', 'expected a line of UTF-8', []);
  }
}

/** One that stands twice names nothing. */
function readId(value: unknown, issue: Issue | undefined): CaseId {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  const { id } = value;
  const isTwice = issue?.path[0] === 'id';
  if (id === null || isTwice) return null;
  if (typeof id === 'string' || typeof id === 'number') return id;
  return refuse(['id'], 'a string or a number', id);
}

/** Whose fault it is tells the place: a key may stand twice in a policy, or around it. */
function jsonError({ code, message, path, column }: Issue): CaseError {
  if (POLICY_MEMBERS.includes(String(path[0]))) {
    return new CaseError('MalformedPolicyDocument', `${code}: ${message}`, path);
  }
  return new CaseError('ValidationError', `${message}, at column ${column}`, path);
}
