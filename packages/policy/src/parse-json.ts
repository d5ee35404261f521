// JSON to a tree with places: strict, bounded, and with every duplicate key reported.
import { findJsonIssues } from './find-json-issues.js';
import type { Parsed } from './issue.js';
import type { JsonNode } from './json-node.js';
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
  const value = readJson(text, MAX_JSON_DEPTH);
  return value === undefined
    ? { ok: false, issues: findJsonIssues(text, MAX_JSON_DEPTH) }
    : { ok: true, value };
}
