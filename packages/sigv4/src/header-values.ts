// The headers of a request by lower-case name, with their repeats.
import type { HttpHeader } from './http-request.js';

/** Lower-case name to every value under it, in order. */
export type HeaderValues = ReadonlyMap<string, readonly string[]>;

/** Gathers headers by name; names that differ in case are one (RFC 9110, section 5.1). */
export function headerValues(headers: readonly HttpHeader[]): HeaderValues {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const others = values.get(key);
    if (others) others.push(value);
    else values.set(key, [value]);
  }
  return values;
}
