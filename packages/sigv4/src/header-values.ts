// The headers of a request by lower-case name, with their repeats.
import type { HttpHeader } from './http-request.js';

/** Lower-case name to every value under it, in order. */
export type HeaderValues = ReadonlyMap<string, readonly string[]>;

/** Gathers headers by name; names that differ in case are one (RFC 9110, section 5.1). */
export function headerValues(headers: readonly HttpHeader[]): HeaderValues {
  const values = new Map<string, string[]>();
  for (const header of headers) {
    const key = header[0].toLowerCase();
    const others = values.get(key);
    if (others === undefined) values.set(key, [header[1]]);
    else others.push(header[1]);
  }
  return values;
}
