// The target of a request, read so that every other reader of it understands it in the same way.
import type { DialectRules } from './dialect.js';
import { GateError } from './errors.js';
import type { RequestHead } from './incoming-request.js';

/** One segment of a path. */
export interface PathSegment {
  /** As received, percent-encoded. */
  readonly raw: string;
  /** Decoded. */
  readonly text: string;
}

/** All of it stands for itself. */
const PLAIN_PATH = /^[\w\-.~/]*$/;

/**
 * Splits a raw path into segments, by the rule of the dialect.
 *
 * `unambiguous`: whatever two readers could take for different paths is refused: empty segments
 * (`//`), `.` and `..` in any encoding, encoded slashes and backslashes. A slash at the end is a
 * last, empty segment and so another path. `literal`: all of these are part of an object's key, as
 * in S3; a slash after the only segment is no part of a bucket's name.
 *
 * @throws GateError `InvalidURI` for the above, and for control characters and bytes that are not
 *   UTF-8
 */
export function splitPath(path: string, rule: DialectRules['paths']): readonly PathSegment[] {
  if (!path.startsWith('/')) throw invalid('the request target must be a path');
  const raw = path.slice(1).split('/');
  const isPlain = PLAIN_PATH.test(path);
  const segments = raw.map((each) => ({ raw: each, text: isPlain ? each : decodeSegment(each) }));
  if (rule === 'unambiguous') checkUnambiguous(segments);
  else if (raw.length === 2 && raw[1] === '') segments.pop();
  return segments;
}

/**
 * Refuses a target that two readers could understand differently.
 *
 * @throws GateError `InvalidURI`
 */
export function checkTarget({ path, query }: RequestHead, rule: DialectRules['paths']): void {
  splitPath(path, rule);
  checkQuery(query);
}

/**
 * Refuses a query that some readers cut short: at `#`, or at what is no visible ASCII.
 *
 * @throws GateError `InvalidURI`
 */
export function checkQuery(query: string): void {
  if (query === '' || /^[\x21\x22\x24-\x7e]*$/.test(query)) return;
  throw invalid('character in the query that must be percent-encoded');
}

function checkUnambiguous(segments: readonly PathSegment[]): void {
  let left = segments.length;
  for (const { raw, text } of segments) {
    left -= 1;
    if (text === '' && left > 0) throw invalid('empty segment in the path');
    if (text === '.' || text === '..') throw invalid('dot segment in the path');
    // As received, a segment holds neither.
    if (text !== raw && /[/\\]/.test(text)) throw invalid('encoded slash in the path');
  }
}

function decodeSegment(segment: string): string {
  if (!/^[\x21\x24-\x3b\x3d\x40-\x5a\x5f\x61-\x7a\x7e]*$/.test(segment)) {
    throw invalid('character in the path that must be percent-encoded');
  }
  const decoded = decode(segment);
  if (/\p{Cc}/u.test(decoded)) throw invalid('control character in the path');
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
