// Values that a rule takes from the request for its condition keys.
import type { ContextEntry } from './context-entry.js';
import { GateError } from './errors.js';
import { headerValues, type ReceivedRequest } from './incoming-request.js';
import { parseJsonBody } from './json-body.js';
import type { MatchedRule } from './route-table.js';
import type { ValueSource } from './service-definition.js';
import { tagEntries } from './tag-entries.js';

const NONE: readonly ContextEntry[] = [];

/**
 * The condition keys that a rule fills from the request it was found for. What the request does
 * not carry stays absent; what it carries twice has two values.
 *
 * @throws GateError `InvalidRequest` for a query parameter in brackets; `MalformedRequestBody` when a key stands in the body and the body is no JSON, or
 *   holds something else there
 */
export function requestValues(
  { rule, parameters }: MatchedRule,
  request: ReceivedRequest,
): readonly ContextEntry[] {
  const sources = Object.entries(rule.context);
  if (sources.length === 0) return NONE;
  const body = once(() => parseJsonBody(request));
  return sources.flatMap(([key, source]) => {
    const value =
      'path' in source ? parameters.get(source.path) : readSource(source, request, body);
    return key.endsWith('/*')
      ? tagEntries(key.slice(0, -2), toTags(key, value))
      : [[key, toTexts(key, value)]];
  });
}

function readSource(
  source: Exclude<ValueSource, { readonly path: string }>,
  request: ReceivedRequest,
  body: () => unknown,
): unknown {
  if ('query' in source) return queryValues(request.query, source.query);
  if ('header' in source) return headerOrField(source.header.toLowerCase(), request);
  return findByPointer(body(), source.body);
}

/** What a request says in its headers an upload form says in its fields; its file is not signed. */
function headerOrField(name: string, request: ReceivedRequest): readonly string[] {
  const { form } = request;
  if (form === undefined) return headerValues(request, name);
  const value = name === 'x-amz-content-sha256' ? 'UNSIGNED-PAYLOAD' : form.get(name);
  return value === undefined ? [] : [value];
}

/**
 * Values of `name`. Some frameworks read `name[]`, `name[0]` and `[name]` as `name` and others do not:
 * counted, they would allow what a handler then does without the parameter, and not counted, what it
 * does with it.
 *
 * @throws GateError `InvalidRequest` when it is there in brackets
 */
function queryValues(query: string, name: string): readonly string[] {
  return [...new URLSearchParams(query)].flatMap(([each, value]) => {
    if (each === name) return [value];
    if (!each.startsWith(`${name}[`) && !each.startsWith(`[${name}]`)) return [];
    throw new GateError(
      'InvalidRequest',
      `expected the query parameter \`${name}\` by its name alone, found it in brackets`,
    );
  });
}

/** The members of an object, for a key such as `aws:RequestTag/*`. */
function toTags(key: string, value: unknown): readonly (readonly [string, string])[] {
  if (isAbsent(value)) return [];
  if (!isObject(value)) throw unexpected(key, 'an object of texts');
  return Object.entries(value).map(([name, member]) => [name, toText(key, member)]);
}

/** A text, or a list of them; the names of an object's members, as `aws:TagKeys` wants. */
function toTexts(key: string, value: unknown): readonly string[] {
  if (isAbsent(value)) return [];
  if (Array.isArray(value)) return value.map((each) => toText(key, each));
  return key === 'aws:TagKeys' && isObject(value) ? Object.keys(value) : [toText(key, value)];
}

function toText(key: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw unexpected(key, 'a text');
}

function unexpected(key: string, expected: string): GateError {
  return new GateError(
    'MalformedRequestBody',
    `expected ${expected} for \`${key}\` in the request body, found something else`,
  );
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

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
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
