// Conditional requests: If-Match and its like (RFC 9110, section 13; S3 User Guide, "Conditional requests").
import type { IncomingHttpHeaders } from 'node:http';
import type { ObjectRecord } from './object-store.js';
import { S3Error } from './s3-error.js';

/**
 * Whether a caller who reads has what it asks for already (304).
 *
 * @throws S3Error `PreconditionFailed`
 */
export function isNotModified(
  { etag, lastModified }: ObjectRecord,
  headers: IncomingHttpHeaders,
): boolean {
  const modified = Math.floor(Date.parse(lastModified) / 1000);
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  if (match !== undefined) {
    if (!names(match, etag)) throw preconditionFailed();
  } else if (modified > toSeconds(headers['if-unmodified-since'], Number.POSITIVE_INFINITY)) {
    throw preconditionFailed();
  }
  if (noneMatch !== undefined) return names(noneMatch, etag);
  return modified <= toSeconds(headers['if-modified-since'], Number.NEGATIVE_INFINITY);
}

/**
 * Checks what a caller who writes wants to be there, or not to be there.
 *
 * @throws S3Error `PreconditionFailed`
 */
export function checkBeforeWrite(
  before: ObjectRecord | undefined,
  headers: IncomingHttpHeaders,
): void {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  if (match !== undefined && (before === undefined || !names(match, before.etag)))
    throw preconditionFailed();
  if (noneMatch !== undefined && before !== undefined && names(noneMatch, before.etag)) {
    throw preconditionFailed();
  }
}

/** Whether a list of ETags, with or without quotes, names this one. */
function names(list: string, etag: string): boolean {
  const bare = etag.replaceAll('"', '');
  return list.split(',').some((each) => ['*', bare].includes(each.trim().replaceAll('"', '')));
}

/** A date of HTTP in seconds; one that is none does not count. */
function toSeconds(date: string | undefined, absent: number): number {
  const ms = Date.parse(date ?? '');
  return Number.isNaN(ms) ? absent : ms / 1000;
}

export function preconditionFailed(): S3Error {
  return new S3Error('PreconditionFailed', 'a precondition you specified did not hold');
}
