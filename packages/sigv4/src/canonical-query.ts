// The canonical query string: every parameter encoded alike, and sorted.
import { percentEncode } from './percent-encode.js';

/** A query parameter, name and value in their canonical encoding. */
export interface QueryParameter {
  readonly name: string;
  readonly value: string;
}

const rule = { decodes: true, plusIsSpace: true, keepsSlash: false } as const;
const none: readonly QueryParameter[] = [];

/** The parameters of a raw query, in order: split at `&`, then at the first `=`. */
export function queryParameters(rawQuery: string): readonly QueryParameter[] {
  if (rawQuery === '') return none;
  const parameters: QueryParameter[] = [];
  for (const part of rawQuery.split('&')) {
    if (part === '') continue; // `a&&b` and a closing `&` add no parameter (URL Standard, 5.1)
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    const value = equals < 0 ? '' : part.slice(equals + 1);
    parameters.push({ name: percentEncode(name, rule), value: percentEncode(value, rule) });
  }
  return parameters;
}

/**
 * The canonical query of parameters: sorted by encoded name, then by encoded value; a name
 * without a value gets `=` (IAM User Guide, "Create a signed AWS API request",
 * CanonicalQueryString).
 */
export function canonicalQuery(parameters: readonly QueryParameter[]): string {
  if (parameters.length === 0) return '';
  return [...parameters]
    .sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value))
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
