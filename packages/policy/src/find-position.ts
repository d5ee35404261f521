// Where something named by a path stands in a JSON text.
import type { JsonPath } from './issue.js';
import { findJsonNode } from './json-node.js';
import { parseJson } from './parse-json.js';
import { findLineStarts, type Position, positionAt } from './position.js';

/**
 * The place of the value at `path` in a JSON text; of the nearest value around it when nothing
 * stands there. Undefined when the text is no JSON.
 */
export function findPosition(text: string, path: JsonPath): Position | undefined {
  const root = parseJson(text);
  if (!root.ok) return undefined;
  for (let length = path.length; length >= 0; length -= 1) {
    const node = findJsonNode(root.value, path.slice(0, length));
    if (node !== undefined) return positionAt(findLineStarts(text), node.offset);
  }
  return undefined;
}
