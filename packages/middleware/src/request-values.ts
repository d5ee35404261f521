// Values that a rule takes from the request for its condition keys.
import { GateError } from './errors.js';
import { findHeader, type ReceivedRequest } from './incoming-request.js';
import type { MatchedRule } from './route-table.js';
import type { ValueSource } from './service-definition.js';

type Entry = readonly [key: string, value: string | readonly string[]];

/**
 * The condition keys that a rule fills from the request it was found for. What the request does
 * not carry stays absent.
 *
 * @throws GateError `MalformedRequestBody` when a key stands in the body and the body is no JSON
 */
export function requestValues(
  { rule, parameters }: MatchedRule,
  request: ReceivedRequest,
): readonly Entry[] {
  const body = once(() => parseBody(request));
  return Object.entries(rule.context).flatMap(([key, source]) => {
    const value =
      'path' in source ? parameters.get(source.path) : readSource(source, request, body);
    return toEntries(key, value);
  });
}

function readSource(
  source: Exclude<ValueSource, { readonly path: string }>,
  request: ReceivedRequest,
  body: () => unknown,
): unknown {
  if ('query' in source) return new URLSearchParams(request.query).getAll(source.query);
  if ('header' in source) return findHeader(request, source.header.toLowerCase());
  return findByPointer(body(), source.body);
}

/** `aws:RequestTag/*` becomes a key for each member of an object, any other key has the value. */
function toEntries(key: string, value: unknown): readonly Entry[] {
  if (!key.endsWith('/*')) {
    const values = toTexts(value);
    return values.length === 0 ? [] : [[key, values]];
  }
  if (!isObject(value)) return [];
  const prefix = key.slice(0, -1);
  return Object.entries(value).map(
    ([name, member]): Entry => [`${prefix}${name}`, toTexts(member)],
  );
}

/** Text, numbers and booleans as text; the names of an object's members, as `aws:TagKeys` wants. */
function toTexts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(toTexts);
  if (isObject(value)) return Object.keys(value);
  return value === undefined || value === null ? [] : [String(value)];
}

function parseBody(request: ReceivedRequest): unknown {
  if (request.body.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.body));
  } catch (cause) {
    throw new GateError('MalformedRequestBody', 'the request body is not valid JSON', { cause });
  }
}

/** RFC 6901. */
function findByPointer(value: unknown, pointer: string): unknown {
  let found = value;
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
      return undefined;
    found = Reflect.get(found, name);
  }
  return found;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
