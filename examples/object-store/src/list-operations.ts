// ListObjects in both versions.
import { type ListPage, listPage } from './list-page.js';
import { type Call, type Operation, readParameter } from './operation.js';
import { S3Error } from './s3-error.js';
import { writeXml, type XmlValue } from './xml.js';

const MAX_KEYS = 1_000;

/** S3 API Reference, "ListObjectsV2". */
export const listObjectsV2: Operation = (call) => {
  const token = readParameter(call.query, 'continuation-token');
  const startAfter = readParameter(call.query, 'start-after') ?? '';
  const after = token === undefined ? startAfter : readToken(token);
  const { page, shown, encode } = list(call, after);
  return answer({
    ...shown,
    KeyCount: page.keys.length + page.commonPrefixes.length,
    ...(startAfter !== '' && { StartAfter: encode(startAfter) }),
    ...(token !== undefined && { ContinuationToken: token }),
    ...(page.next !== undefined && { NextContinuationToken: writeToken(page.next) }),
  });
};

/** S3 API Reference, "ListObjects": the next marker is told where a delimiter is asked for alone. */
export const listObjects: Operation = (call) => {
  const marker = readParameter(call.query, 'marker') ?? '';
  const { page, shown, encode } = list(call, marker);
  const next = shown.Delimiter === undefined ? undefined : page.next;
  return answer({
    ...shown,
    Marker: encode(marker),
    ...(next !== undefined && { NextMarker: encode(next) }),
  });
};

interface Listed {
  readonly page: ListPage;
  /** What both versions show. */
  readonly shown: Readonly<Record<string, XmlValue>>;
  readonly encode: (text: string) => string;
}

function list({ store, bucket, query }: Call, after: string): Listed {
  const prefix = readParameter(query, 'prefix') ?? '';
  const delimiter = readParameter(query, 'delimiter') ?? '';
  const maxKeys = readMaxKeys(readParameter(query, 'max-keys'));
  const encoding = readParameter(query, 'encoding-type');
  if (encoding !== undefined && encoding !== 'url') {
    throw new S3Error('InvalidArgument', 'invalid encoding method specified in request');
  }
  const encode = encoding === 'url' ? encodeKey : (text: string) => text;
  const page = listPage(store.listKeys(bucket), { prefix, delimiter, after, maxKeys });
  const shown = {
    Name: bucket,
    Prefix: encode(prefix),
    ...(delimiter !== '' && { Delimiter: encode(delimiter) }),
    MaxKeys: maxKeys,
    ...(encoding !== undefined && { EncodingType: encoding }),
    IsTruncated: page.next !== undefined,
    Contents: page.keys.map((key) => {
      const { etag, size, lastModified } = store.getObject(bucket, key);
      return {
        Key: encode(key),
        LastModified: lastModified,
        ETag: etag,
        Size: size,
        StorageClass: 'STANDARD',
      };
    }),
    CommonPrefixes: page.commonPrefixes.map((each) => ({ Prefix: encode(each) })),
  };
  return { page, shown, encode };
}

function answer(content: Readonly<Record<string, XmlValue>>) {
  return { status: 200, body: writeXml('ListBucketResult', content) };
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}

function readMaxKeys(text: string | undefined): number {
  if (text === undefined) return MAX_KEYS;
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), MAX_KEYS);
  throw new S3Error('InvalidArgument', 'max-keys is a whole number');
}

function writeToken(next: string): string {
  return Buffer.from(next).toString('base64url');
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (writeToken(text) === token) return text;
  throw new S3Error('InvalidArgument', 'the continuation token provided is incorrect');
}
