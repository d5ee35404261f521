// JSON as a tree that remembers places: strict, bounded, and with every duplicate key reported.
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Issue, IssueCode, JsonPath, Parsed } from './issue.js';
import { positionAt } from './position.js';

/** Where a node stands: its path from the root and its extent, in UTF-16 code units. */
export interface JsonPlace {
  readonly path: JsonPath;
  readonly offset: number;
  readonly length: number;
}

/** One member of a JSON object; the place of its key is kept beside its value. */
export interface JsonMember {
  readonly key: JsonPlace;
  readonly value: JsonNode;
}

/** A JSON value with its place. Members are in a `Map`, so that no key can reach a prototype. */
export type JsonNode = JsonPlace &
  (
    | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonMember> }
    | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
    | { readonly kind: 'string'; readonly value: string }
    /** A number keeps the text it was written with. */
    | { readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'null' }
  );

/** Deepest nesting that is read; a policy document needs seven levels. */
export const MAX_JSON_DEPTH = 32;

/**
 * Parses strict JSON (RFC 8259: no comments, no trailing commas) into a tree with places.
 *
 * Nesting deeper than {@link MAX_JSON_DEPTH} is refused before any recursion, and a key that an
 * object holds twice is an issue: readers disagree on which of the two counts.
 */
export function parseJson(text: string): Parsed<JsonNode> {
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) {
    return refuse(text, tooDeep, 'TOO_DEEP', `JSON nested deeper than ${MAX_JSON_DEPTH} levels`);
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const error = errors[0];
  if (error !== undefined || root === undefined) {
    const what = error === undefined ? 'ValueExpected' : printParseErrorCode(error.error);
    return refuse(text, error?.offset ?? 0, 'JSON_SYNTAX_ERROR', `not valid JSON: ${what}`);
  }
  const duplicates: Issue[] = [];
  const value = toJsonNode(text, root, [], duplicates);
  return duplicates.length > 0 ? { ok: false, issues: duplicates } : { ok: true, value };
}

/** The node at `path` below `root`, or undefined when the path leads nowhere. */
export function findJsonNode(root: JsonNode, path: JsonPath): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const step of path) {
    if (node?.kind === 'object') node = node.members.get(String(step))?.value;
    else if (node?.kind === 'array' && typeof step === 'number') node = node.items[step];
    else return undefined;
  }
  return node;
}

function refuse(text: string, offset: number, code: IssueCode, message: string): Parsed<never> {
  return { ok: false, issues: [{ code, message, path: [], ...positionAt(text, offset) }] };
}

/** The offset of the bracket that goes too deep; brackets inside strings do not count. */
function findTooDeep(text: string): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') inString = !inString;
    else if (inString && character === '\\') at += 1;
    else if (!inString && (character === '{' || character === '[')) depth += 1;
    else if (!inString && (character === '}' || character === ']')) depth -= 1;
    if (depth > MAX_JSON_DEPTH) return at;
  }
  return undefined;
}

function toJsonNode(text: string, node: Node, path: JsonPath, duplicates: Issue[]): JsonNode {
  const place = { path, offset: node.offset, length: node.length };
  switch (node.type) {
    case 'object':
      return { ...place, kind: 'object', members: toMembers(text, node, path, duplicates) };
    case 'array': {
      const items = (node.children ?? []).map((item, index) =>
        toJsonNode(text, item, [...path, index], duplicates),
      );
      return { ...place, kind: 'array', items };
    }
    case 'string':
      return { ...place, kind: 'string', value: node.value };
    case 'number':
      return { ...place, kind: 'number', text: text.slice(node.offset, node.offset + node.length) };
    case 'boolean':
      return { ...place, kind: 'boolean', value: node.value };
    default:
      return { ...place, kind: 'null' };
  }
}

function toMembers(
  text: string,
  node: Node,
  path: JsonPath,
  duplicates: Issue[],
): ReadonlyMap<string, JsonMember> {
  const members = new Map<string, JsonMember>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    const name: string = key.value;
    const memberPath = [...path, name];
    if (members.has(name)) {
      const message = `key \`${name}\` stands twice in one object`;
      const place = positionAt(text, key.offset);
      duplicates.push({ code: 'DUPLICATE_KEY', message, path: memberPath, ...place });
    }
    members.set(name, {
      key: { path: memberPath, offset: key.offset, length: key.length },
      value: toJsonNode(text, value, memberPath, duplicates),
    });
  }
  return members;
}
