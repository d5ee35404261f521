// The Forwarded header, taken apart (RFC 7239, section 4).
import { GateError } from './errors.js';
import { toAddress } from './forwarded-address.js';

/** What one proxy says of the one who asked it. */
export interface ForwardedElement {
  /** Empty when it is no address; absent when nothing is said. */
  readonly address?: string;
  readonly host?: string | undefined;
  /** In lower case. */
  readonly protocol?: string | undefined;
}

/** `name=value` with a token or a quoted text, and what ends it. Each character has one way to match. */
const PARAMETER = /\s*([\w!#$%&'*+\-.^`|~]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*))\s*(;|,|$)/y;

/**
 * Parses the elements, the nearest proxy's last.
 *
 * @throws GateError `InvalidRequest` for what is malformed: a quote that a caller leaves open must
 *   not swallow what a proxy adds
 */
export function parseForwarded(text: string): readonly ForwardedElement[] {
  if (text.trim() === '') return [];
  const elements: ForwardedElement[] = [];
  let parameters = new Map<string, string>();
  PARAMETER.lastIndex = 0;
  for (let at = 0; at <= text.length; ) {
    PARAMETER.lastIndex = at;
    const [matched = '', name, quoted, token = '', end] = PARAMETER.exec(text) ?? [];
    const key = name?.toLowerCase();
    if (key === undefined || parameters.has(key)) throw malformed();
    parameters.set(key, quoted?.replaceAll(/\\(.)/g, '$1') ?? token);
    at += matched.length;
    if (end === ';') continue;
    elements.push(toElement(parameters));
    parameters = new Map();
    if (end === '') break;
  }
  return elements;
}

function toElement(parameters: ReadonlyMap<string, string>): ForwardedElement {
  return {
    address: toAddress(parameters.get('for') ?? ''),
    host: parameters.get('host'),
    protocol: parameters.get('proto')?.toLowerCase(),
  };
}

function malformed(): GateError {
  return new GateError('InvalidRequest', 'expected a `Forwarded` header as RFC 7239 has it');
}
