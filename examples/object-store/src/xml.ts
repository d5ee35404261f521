// S3's XML: documents out, and the two kinds that come in.
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { S3Error } from './s3-error.js';

/** An element: text, elements by name, or several of one name. */
export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue };

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** What XML 1.0 has no way to write, not even escaped (section 2.2, Char). */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  tagValueProcessor: (_name, value) => String(value).replaceAll(NOT_XML, '\uFFFD'),
});

/** A document of S3's namespace. */
export function writeXml(name: string, content: { readonly [name: string]: XmlValue }): string {
  return DECLARATION + builder.build({ [name]: { '@xmlns': NAMESPACE, ...content } });
}

/** An error document, which has no namespace. */
export function writeErrorXml(content: { readonly [name: string]: XmlValue }): string {
  return DECLARATION + builder.build({ Error: content });
}

/**
 * The elements named `item` right under the root `name`, each as texts by name.
 *
 * @throws S3Error `MalformedXML` when the text is another document
 */
export function readItems(
  text: string,
  { name, item }: { readonly name: string; readonly item: string },
): { readonly items: readonly XmlItem[]; readonly root: XmlItem } {
  // A document type could define entities; S3 takes none either.
  if (text.includes('<!')) throw malformed();
  const root = member(parse(text, item), name);
  if (!isObject(root)) throw malformed();
  const items = root[item];
  if (!Array.isArray(items) || !items.every(isObject)) throw malformed();
  return { items: items.map(texts), root: texts(root) };
}

/** Texts of child elements by name. */
export type XmlItem = ReadonlyMap<string, string>;

function parse(text: string, item: string): unknown {
  const parser = new XMLParser({
    ignoreAttributes: true,
    ignoreDeclaration: true,
    parseTagValue: false,
    // A key may begin and end with spaces.
    trimValues: false,
    htmlEntities: true,
    isArray: (name) => name === item,
  });
  try {
    return parser.parse(text, true);
  } catch (cause) {
    throw malformed(cause);
  }
}

function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function texts(element: Readonly<Record<string, unknown>>): XmlItem {
  return new Map(
    Object.entries(element).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(cause?: unknown): S3Error {
  return new S3Error('MalformedXML', 'the XML you provided is not the document that is expected', {
    cause,
  });
}
