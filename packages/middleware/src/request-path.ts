// The path of a request as segments that every reader of it understands in the same way.
import { GateError } from './errors.js';

/**
 * Splits a raw path into decoded segments.
 *
 * Whatever two readers could take for different paths is refused: empty segments (`//`), `.` and
 * `..` in any encoding, encoded slashes and backslashes, control characters, bytes that are not
 * UTF-8. A slash at the end is a last, empty segment and so another path.
 *
 * @throws GateError `InvalidURI`
 */
export function splitPath(path: string): readonly string[] {
  if (!path.startsWith('/')) throw invalid('the request target must be a path');
  const raw = path.slice(1).split('/');
  return raw.map((segment, index) => {
    if (segment === '' && index < raw.length - 1) throw invalid('empty segment in the path');
    return decodeSegment(segment);
  });
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
