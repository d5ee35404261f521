// What is to be said about a place in a policy file.
import type { Issue } from '@ostiary/policy';
import type { Source } from './read-source.js';
import { printable } from './terminal.js';

/** One finding; the place is 1-based. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly level: 'ERROR';
  readonly code: string;
  readonly message: string;
  /** The path of the place in the JSON text. */
  readonly path: Issue['path'];
}

/** The issues of a file as findings: whatever keeps a policy from being parsed is an error. */
export function findingsOf({ file }: Source, issues: readonly Issue[]): readonly Finding[] {
  return issues.map(({ line, column, code, message, path }) => {
    return { file, line, column, level: 'ERROR', code, message, path };
  });
}

/** A finding the way compilers print one: `file:line:column: LEVEL code: message`. */
export function formatFinding({ file, line, column, level, code, message }: Finding): string {
  return printable(`${file}:${line}:${column}: ${level} ${code}: ${message}`);
}
