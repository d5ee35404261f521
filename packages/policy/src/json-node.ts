// JSON as a tree that remembers places.
import type { JsonPath } from './issue.js';
import type { JsonPlace } from './json-place.js';

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

/** The node at `path` below `root`, or undefined when the path leads nowhere. */
export function findJsonNode(root: JsonNode, path: JsonPath): JsonNode | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return root;
  const child = findChild(root, step);
  return child && findJsonNode(child, rest);
}

function findChild(parent: JsonNode, step: string | number): JsonNode | undefined {
  if (parent.kind === 'object') return parent.members.get(String(step))?.value;
  return parent.kind === 'array' && typeof step === 'number' ? parent.items[step] : undefined;
}
