// Plain JSON values as what they have to be; anything else is a ValidationError that says where.
import type { JsonPath } from '@ostiary/policy';
import { CaseError } from './errors.js';

/** The members of an object that was read; a `null` member counts as absent. */
export type Members = Readonly<Record<string, unknown>>;

/** Throws the error that a value is not what it has to be. */
export function refuse(path: JsonPath, expected: string, found: unknown): never {
  throw new CaseError('ValidationError', `expected ${expected}, found ${describe(found)}`, path);
}

/** An object of which every member is known: a misspelt one must not pass for one that is absent. */
export function readMembers(value: unknown, path: JsonPath, known: readonly string[]): Members {
  const members = readObject(value, path);
  const unknown = Object.keys(members).find((key) => !known.includes(key));
  if (unknown === undefined) return members;
  return refuse([...path, unknown], `one of ${known.map(quote).join(', ')}`, unknown);
}

/** An object with any members. */
export function readObject(value: unknown, path: JsonPath): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Members;
  }
  return refuse(path, 'an object', value);
}

/** A string. */
export function readText(value: unknown, path: JsonPath, expected = 'a string'): string {
  return typeof value === 'string' ? value : refuse(path, expected, value);
}

/** A list. */
export function readList(value: unknown, path: JsonPath): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(path, 'a list', value);
}

/** A list, or undefined where there is none. */
export function readOptionalList(value: unknown, path: JsonPath): readonly unknown[] | undefined {
  return value === undefined || value === null ? undefined : readList(value, path);
}

const LONGEST_QUOTE = 200;

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function quote(text: string): string {
  return text.length > LONGEST_QUOTE ? `\`${text.slice(0, LONGEST_QUOTE)}…\`` : `\`${text}\``;
}
