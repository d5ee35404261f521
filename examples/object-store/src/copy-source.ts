// The header `x-amz-copy-source`, read as the gate reads it.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ObjectRecord } from './object-store.js';
import type { Call } from './operation.js';
import { isNotModified, preconditionFailed } from './preconditions.js';

/** Whether a write is a copy; the gate has demanded that its source may be read. */
export function isCopy({ headers }: IncomingMessage): boolean {
  return headers['x-amz-copy-source'] !== undefined;
}

/** @throws S3Error `NoSuchBucket`, `NoSuchKey`, or `PreconditionFailed` */
export function getCopySource({ store, request }: Call): ObjectRecord {
  const [, bucket = '', key = ''] =
    /^\/?([^/]*)\/(.*)$/.exec(String(request.headers['x-amz-copy-source'])) ?? [];
  const record = store.getObject(decodeURIComponent(bucket), decodeURIComponent(key));
  if (isNotModified(record, conditions(request))) throw preconditionFailed();
  return record;
}

/** `x-amz-copy-source-if-match` and its like, by the names that a read has for them. */
function conditions({ headers }: IncomingMessage): IncomingHttpHeaders {
  const prefix = 'x-amz-copy-source-';
  const named = Object.entries(headers).filter(([name]) => name.startsWith(`${prefix}if-`));
  return Object.fromEntries(named.map(([name, value]) => [name.slice(prefix.length), value]));
}
