// The parameters of a form or a query, read in the one way in which nothing is left to taste.
import { ApiError, quote } from './errors.js';

/** INVARIANT: whoever sends more is refused before its parameters are looked at. */
const MOST_PARAMETERS = 10_000;

/**
 * Reads `application/x-www-form-urlencoded` (WHATWG URL Standard, section 5.1), strictly: a percent sign that
 * starts no escape and bytes that are no UTF-8 are refused, as is a name that comes twice. AWS takes the first
 * of two values; whoever else reads the same text (a proxy, a log) might take the last.
 *
 * @throws ApiError `MalformedQueryString`, `InvalidQueryParameter`
 */
export function readParameters(text: string): ReadonlyMap<string, string> {
  const pieces = text.split('&', MOST_PARAMETERS + 1);
  if (pieces.length > MOST_PARAMETERS) {
    throw new ApiError('InvalidQueryParameter', `more than ${MOST_PARAMETERS} parameters`);
  }
  const parameters = new Map<string, string>();
  for (const piece of pieces) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const name = decodeText(equals === -1 ? piece : piece.slice(0, equals));
    if (parameters.has(name)) {
      throw new ApiError('InvalidQueryParameter', `the parameter ${quote(name)} is there twice`);
    }
    parameters.set(name, equals === -1 ? '' : decodeText(piece.slice(equals + 1)));
  }
  return parameters;
}

/** Reads the bytes of a body as the text that they are in UTF-8. */
export function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new ApiError('MalformedQueryString', 'the body is no UTF-8', { cause });
  }
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new ApiError('MalformedQueryString', 'percent-encoding that is no UTF-8', { cause });
  }
}
