// JSON to a tree with places: strict, bounded, and with every duplicate key reported.
import {
  createScanner,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { JsonPath, Parsed } from './issue.js';
import { IssueLog } from './issue-log.js';
import type { JsonMember, JsonNode } from './json-node.js';
import type { JsonPlace } from './json-place.js';
import { readJson } from './read-json.js';

/** Deepest nesting that is read; a policy document needs seven levels. */
export const MAX_JSON_DEPTH = 32;

/**
 * Parses strict JSON (RFC 8259: no comments, no trailing commas) into a tree with places.
 *
 * Nesting deeper than 32 levels is refused before any recursion. A key that an object
 * holds twice and half a surrogate pair are issues: readers disagree on what they mean (RFC 8259
 * sections 4 and 8.2).
 */
export function parseJson(text: string): Parsed<JsonNode> {
  const faultless = readJson(text, MAX_JSON_DEPTH);
  if (faultless !== undefined) return { ok: true, value: faultless };
  const log = new IssueLog(text);
  const value = readFaultyJson(text, log);
  return value === undefined || log.issues.length > 0
    ? { ok: false, issues: log.issues }
    : { ok: true, value };
}

/** The same, for a text in which something is wrong. */
function readFaultyJson(text: string, log: IssueLog): JsonNode | undefined {
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) {
    const message = `JSON nested deeper than ${MAX_JSON_DEPTH} levels`;
    return log.report({ path: [], offset: tooDeep, length: 1 }, 'TOO_DEEP', message);
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const error = errors[0];
  if (error !== undefined || root === undefined) {
    const what = error === undefined ? 'ValueExpected' : printParseErrorCode(error.error);
    const place = { path: [], offset: error?.offset ?? 0, length: error?.length ?? 0 };
    return log.report(place, 'JSON_SYNTAX_ERROR', `not valid JSON: ${what}`);
  }
  return toJsonNode(text, root, [], log);
}

/**
 * The offset of the bracket that goes too deep.
 *
 * INVARIANT: never fewer brackets are open here than in `parseTree`, which recurses and, on broken
 * text, recovers and reads on. So the tokens are those of its own scanner, and a bracket is closed
 * by its own kind alone.
 */
function findTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  const open: string[] = [];
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const first = text.charAt(scanner.getTokenOffset());
    if (first === '{' || first === '[') open.push(first);
    else if (first === (open.at(-1) === '{' ? '}' : ']')) open.pop();
    if (open.length > MAX_JSON_DEPTH) return scanner.getTokenOffset();
  }
  return undefined;
}

function toJsonNode(text: string, node: Node, path: JsonPath, log: IssueLog): JsonNode {
  // Written out field by field: a spread for each node takes longer than all the rest of parsing.
  const { offset, length } = node;
  switch (node.type) {
    case 'object':
      return { path, offset, length, kind: 'object', members: toMembers(text, node, path, log) };
    case 'array': {
      const items = (node.children ?? []).map((item, index) =>
        toJsonNode(text, item, [...path, index], log),
      );
      return { path, offset, length, kind: 'array', items };
    }
    case 'string':
      checkText(node.value, { path, offset, length }, log);
      return { path, offset, length, kind: 'string', value: node.value };
    case 'number':
      return { path, offset, length, kind: 'number', text: text.slice(offset, offset + length) };
    case 'boolean':
      return { path, offset, length, kind: 'boolean', value: node.value };
    default:
      return { path, offset, length, kind: 'null' };
  }
}

function toMembers(
  text: string,
  node: Node,
  path: JsonPath,
  log: IssueLog,
): ReadonlyMap<string, JsonMember> {
  const members = new Map<string, JsonMember>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    const name: string = key.value;
    const memberPath = [...path, name];
    const place = { path: memberPath, offset: key.offset, length: key.length };
    checkText(name, place, log);
    if (members.has(name)) {
      log.report(place, 'DUPLICATE_KEY', `key \`${name}\` stands twice in one object`);
    }
    members.set(name, {
      key: place,
      value: toJsonNode(text, value, memberPath, log),
    });
  }
  return members;
}

/** Half a surrogate pair has no UTF-8: stored or sent, the text would turn into another. */
function checkText(text: string, place: JsonPlace, log: IssueLog): void {
  if (/\p{Surrogate}/u.test(text)) {
    log.report(place, 'JSON_SYNTAX_ERROR', 'a lone surrogate is not a character');
  }
}
