// The target of a request, read so that every other reader of it understands it in the same way.
import { GateError } from './errors.js';

/** One segment of a path. */
export interface PathSegment {
  /** As received, percent-encoded. */
  readonly raw: string;
  /** Decoded. */
  readonly text: string;
}

/**
 * Splits a raw path into segments.
 *
 * Whatever two readers could take for different paths is refused: empty segments (`//`), `.` and
 * `..` in any encoding, encoded slashes and backslashes, control characters, bytes that are not
 * UTF-8. A slash at the end is a last, empty segment and so another path.
 *
 * @throws GateError `InvalidURI`
 */
export function splitPath(path: string): readonly PathSegment[] {
  if (!path.startsWith('/')) throw invalid('the request target must be a path');
  const segments = path.slice(1).split('/');
  return segments.map((raw, index) => {
    if (raw === '' && index < segments.length - 1) throw invalid('empty segment in the path');
    return { raw, text: decodeSegment(raw) };
  });
}

/**
 * Refuses a query that some readers cut short: at `#`, or at what is no visible ASCII.
 *
 * @throws GateError `InvalidURI`
 */
export function checkQuery(query: string): void {
  if (/^[\x21\x22\x24-\x7e]*$/.test(query)) return;
  throw invalid('character in the query that must be percent-encoded');
}

function decodeSegment(segment: string): string {
  if (!/^[\x21\x24-\x3b\x3d\x40-\x5a\x5f\x61-\x7a\x7e]*$/.test(segment)) {
    throw invalid('character in the path that must be percent-encoded');
  }
  const decoded = decode(segment);
  if (decoded === '.' || decoded === '..') throw invalid('dot segment in the path');
  if (/[/\\\p{Cc}]/u.test(decoded)) throw invalid('encoded slash or control character in the path');
  return decoded;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw invalid('percent-encoding in the path that is no UTF-8', { cause });
  }
}

function invalid(message: string, options?: ErrorOptions): GateError {
  return new GateError('InvalidURI', message, options);
}
