// JSON strings, and lists of strings that may be written without their brackets.
import type { IssueLog } from './issue-log.js';
import type { JsonNode } from './json-node.js';
import type { JsonPlace } from './json-place.js';

/** A text and where it stands. */
export interface PlacedText {
  readonly text: string;
  readonly place: JsonPlace;
}

/** The string in `node`; undefined when absent or, reported, when it is something else. */
export function readString(
  node: JsonNode | undefined,
  element: string,
  log: IssueLog,
): PlacedText | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'string') return { text: node.value, place: node };
  return log.report(
    node,
    'DATA_TYPE_MISMATCH',
    `expected \`${element}\` to be a string, found ${node.kind}`,
  );
}

/** The strings in `node`, one or a list; whatever is no string is reported. */
export function readStrings(node: JsonNode, element: string, log: IssueLog): readonly PlacedText[] {
  return readTexts(node, element, log, (item) => (item.kind === 'string' ? item.value : undefined));
}

/** Like {@link readStrings}, but numbers and booleans count as their text, as IAM reads them. */
export function readScalars(node: JsonNode, element: string, log: IssueLog): readonly PlacedText[] {
  return readTexts(node, element, log, (item) => {
    if (item.kind === 'number') return item.text;
    return item.kind === 'string' || item.kind === 'boolean' ? String(item.value) : undefined;
  });
}

function readTexts(
  node: JsonNode,
  element: string,
  log: IssueLog,
  read: (item: JsonNode) => string | undefined,
): readonly PlacedText[] {
  const texts: PlacedText[] = [];
  for (const item of node.kind === 'array' ? node.items : [node]) {
    const text = read(item);
    if (text === undefined)
      log.report(item, 'DATA_TYPE_MISMATCH', `expected text in \`${element}\`, found ${item.kind}`);
    else texts.push({ text, place: item });
  }
  return texts;
}
