// XML, read strictly: anything out of the ordinary is refused before it can mean two things.
import { DOMParser } from '@xmldom/xmldom';

/** Text that is not XML as we take it. */
export class XmlError extends Error {
  override readonly name: string = 'XmlError';
}

/**
 * The root element of a document. The parser is the one that the signature is verified with, so both
 * see one document; a document type, with which entities could be defined, is refused.
 *
 * @throws XmlError
 */
export function parseXml(text: string): Element {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new XmlError('a document type is not taken');
  const refuse = (message: string) => {
    throw new XmlError(message);
  };
  const errorHandler = { warning: refuse, error: refuse, fatalError: refuse };
  const root: Element | null = new DOMParser({ errorHandler }).parseFromString(
    text,
    'text/xml',
  ).documentElement;
  if (root === null) throw new XmlError('there is no element');
  return root;
}

/** The elements of this name right inside another one. */
export function childrenOf(parent: Element, namespace: string, name: string): readonly Element[] {
  return Array.from(parent.childNodes).filter(
    (node): node is Element => isElement(node) && isNamed(node, namespace, name),
  );
}

/** The one element of this name right inside another one; undefined when there is none, or more. */
export function onlyChildOf(
  parent: Element | undefined,
  namespace: string,
  name: string,
): Element | undefined {
  const found = parent === undefined ? [] : childrenOf(parent, namespace, name);
  return found.length === 1 ? found[0] : undefined;
}

/** Whether an element has this name. */
export function isNamed(element: Element, namespace: string, name: string): boolean {
  return element.namespaceURI === namespace && element.localName === name;
}

/** The text in an element, without the white space around it. */
export function textOf(element: Element | undefined): string | undefined {
  return element?.textContent?.trim();
}

/** An attribute; undefined when it is not there or empty. */
export function attributeOf(element: Element | undefined, name: string): string | undefined {
  return element?.getAttribute(name) || undefined;
}

const ELEMENT_NODE = 1;

function isElement(node: Node): node is Element {
  return node.nodeType === ELEMENT_NODE;
}
