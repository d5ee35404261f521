// What is to be said about a place in a policy file.
import type { FindingType, Issue, Finding as PolicyFinding } from '@ostiary/policy';
import { printable } from './terminal.js';

/** One finding; the place is 1-based. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly level: FindingType;
  readonly code: string;
  readonly message: string;
  /** The path of the place in the JSON text. */
  readonly path: PolicyFinding['path'];
}

/** What was found in a document, as found in that file. */
export function findingsOf(file: string, found: readonly PolicyFinding[]): readonly Finding[] {
  return found.map(({ line, column, findingType: level, code, message, path }) => {
    return { file, line, column, level, code, message, path };
  });
}

/** Whatever keeps a policy from being parsed is an error. */
export function errorsOf(file: string, issues: readonly Issue[]): readonly Finding[] {
  return findingsOf(
    file,
    issues.map((issue) => ({ ...issue, findingType: 'ERROR' })),
  );
}

/** A finding the way compilers print one: `file:line:column: LEVEL code: message`. */
export function formatFinding({ file, line, column, level, code, message }: Finding): string {
  return printable(`${file}:${line}:${column}: ${level} ${code}: ${message}`);
}
