// Answers in XML, as IAM and STS write it.
import { XMLBuilder } from 'fast-xml-parser';
import type { ValueFormat } from './encode-value.js';
import type { ScalarShape } from './service-model.js';

/** What the builder takes: a text, or elements by name. */
export type XmlContent = string | { readonly [name: string]: XmlContent | readonly XmlContent[] };

/** Lists as `<member>` elements, maps as `<entry>` elements (Smithy 2.0, "AWS Query protocol"). */
export const xmlFormat: ValueFormat<XmlContent> = {
  scalar: writeScalar,
  list: (members) => ({ member: members }),
  map: (entries) => ({ entry: entries.map(([key, value]) => ({ key, value })) }),
  structure: (members) =>
    Object.fromEntries(
      members.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
};

/** A whole document with one root element in a namespace. */
export function writeXml(root: string, namespace: string, content: object): string {
  return builder.build({ [root]: { '@_xmlns': namespace, ...content } });
}

function writeScalar(value: unknown, { type }: ScalarShape): string {
  if (value instanceof Date) return writeTime(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (type === 'string' && typeof value === 'string') return value;
  if (type === 'integer' && typeof value === 'number') return `${value}`;
  if (type === 'boolean' && typeof value === 'boolean') return `${value}`;
  throw new TypeError(`a ${typeof value} cannot be written as a ${type}`);
}

/** ISO 8601 in seconds, without the fraction that AWS does not write. */
function writeTime(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** What XML 1.0 has no way to write, not even escaped (section 2.2, Char). */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ["'", '&apos;'],
  ['"', '&quot;'],
  // A reader would take a bare one for the end of a line (XML 1.0, section 2.11); the builder leaves it.
  ['\r', '&#xD;'],
]);

function escapeText(text: string): string {
  return text
    .replaceAll(NOT_XML, '\uFFFD')
    .replaceAll(/[&<>'"\r]/g, (sign) => ESCAPES.get(sign) ?? sign);
}

const builder = new XMLBuilder({
  format: true,
  ignoreAttributes: false,
  suppressEmptyNode: true,
  processEntities: false,
  tagValueProcessor: (_name, value) => escapeText(String(value)),
});
