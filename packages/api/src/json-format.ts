// Answers in JSON, as STS and IAM write it for those who accept it.
import type { ValueFormat } from './encode-value.js';
import type { ScalarShape } from './service-model.js';

/** What JSON has. */
export type JsonContent =
  | string
  | number
  | boolean
  | null
  | readonly JsonContent[]
  | { readonly [name: string]: JsonContent };

/** Times as seconds since 1970, members that are not there as null. */
export const jsonFormat: ValueFormat<JsonContent> = {
  scalar: writeScalar,
  list: (members) => members,
  map: (entries) => Object.fromEntries(entries),
  structure: (members) => Object.fromEntries(members.map(([name, value = null]) => [name, value])),
};

function writeScalar(value: unknown, { type }: ScalarShape): JsonContent {
  if (value instanceof Date) return Math.floor(value.getTime() / 1000);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  throw new TypeError(`a ${typeof value} cannot be written as a ${type}`);
}
