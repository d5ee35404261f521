// DeleteObjects names its objects in its body, and each of them is decided on for itself.
import type { IncomingMessage } from 'node:http';
import type { Demand, RequestHead, RequestPlan } from '@ostiary/middleware';
import { type AccountId, parseArn } from '@ostiary/policy';
import { decodeText, readQuery } from './operation.js';
import { S3Error } from './s3-error.js';
import { readItems } from './xml.js';

/** S3 API Reference, "DeleteObjects". */
const MAX_KEYS = 1_000;

/** What is asked to be deleted. */
export interface DeleteRequest {
  readonly bucket: string;
  readonly keys: readonly string[];
  /** Whether errors alone are answered. */
  readonly quiet: boolean;
}

/** Whether a request is `POST /{Bucket}?delete`. Whatever else it may be is for the routes. */
export function isDeleteRequest({ method, url }: IncomingMessage): boolean {
  return method === 'POST' && readQuery(url).has('delete');
}

/**
 * Reads DeleteObjects. Whoever is proven may ask; what may be deleted is decided key by key, as in S3, by
 * the demands of {@link demandOf}.
 */
export function readDeleteRequest(head: RequestHead): RequestPlan<DeleteRequest> {
  const [, bucket] = /^\/([a-z0-9][a-z0-9.-]+)\/?$/.exec(head.path) ?? [];
  const others = [...new URLSearchParams(head.query).keys()].filter((name) => name !== 'x-id');
  if (head.method !== 'POST' || bucket === undefined || others.join() !== 'delete') {
    throw new S3Error('InvalidRequest', 'expected POST /bucket?delete and nothing more');
  }
  return {
    action: 's3:DeleteObjects',
    terms: {},
    body: 'first',
    ask: ({ body }) => ({
      action: 's3:DeleteObjects',
      authorization: 'none',
      given: { bucket, ...parseDelete(decodeText(body ?? new Uint8Array())) },
    }),
  };
}

function parseDelete(text: string): Omit<DeleteRequest, 'bucket'> {
  const { items, root } = readItems(text, { name: 'Delete', item: 'Object' });
  if (items.length === 0 || items.length > MAX_KEYS) {
    throw new S3Error('MalformedXML', `expected one to ${MAX_KEYS} keys`);
  }
  const keys = items.map((item) => {
    const unknown = [...item.keys()].find((name) => name !== 'Key' && name !== '#text');
    if (unknown !== undefined) throw new S3Error('NotImplemented', `${unknown} is not implemented`);
    const key = item.get('Key') ?? '';
    if (key === '') throw new S3Error('MalformedXML', 'a key is missing');
    return key;
  });
  return { keys, quiet: root.get('Quiet')?.trim() === 'true' };
}

/** What has to be allowed for a key to be deleted. */
export function demandOf(bucket: string, key: string, accountId: AccountId): Demand {
  const arn = parseArn(`arn:aws:s3:::${bucket}/${key}`);
  if (!arn.ok) throw new S3Error('MalformedXML', 'a key is none');
  return { action: 's3:DeleteObject', resource: arn.value.arn, described: { accountId } };
}
