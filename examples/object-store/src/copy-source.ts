// The header `x-amz-copy-source`, read as the gate reads it.
import type { IncomingMessage } from 'node:http';
import type { ObjectRecord } from './object-store.js';
import type { Call } from './operation.js';

/** Whether a write is a copy; the gate has demanded that its source may be read. */
export function isCopy({ headers }: IncomingMessage): boolean {
  return headers['x-amz-copy-source'] !== undefined;
}

/** @throws S3Error `NoSuchBucket` or `NoSuchKey` */
export function getCopySource({ store, request }: Call): ObjectRecord {
  const [, bucket = '', key = ''] =
    /^\/?([^/]*)\/(.*)$/.exec(String(request.headers['x-amz-copy-source'])) ?? [];
  return store.getObject(decodeURIComponent(bucket), decodeURIComponent(key));
}
