// Where something stands in a JSON text.
import type { JsonPath } from './issue.js';

/** A place in a JSON text: its path from the root and its extent, in UTF-16 code units. */
export interface JsonPlace {
  readonly path: JsonPath;
  readonly offset: number;
  readonly length: number;
}
