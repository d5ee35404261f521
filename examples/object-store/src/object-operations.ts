// Operations on objects.
import { bodyChecks } from './body-checks.js';
import { readRange } from './byte-range.js';
import { getCopySource, isCopy } from './copy-source.js';
import type { DataFile } from './data-files.js';
import { checkKey, type ObjectRecord } from './object-store.js';
import { type Answer, type Call, type Operation, readParameter } from './operation.js';
import { checkBeforeWrite, isNotModified } from './preconditions.js';
import { S3Error } from './s3-error.js';
import { checkText, describeUpload, refuseUnknown } from './upload-headers.js';
import { writeXml } from './xml.js';

/** GetObject and HeadObject. */
export const getObject: Operation = ({ store, request, bucket, key, query }) => {
  refuseUnknown(request.headers, query);
  const record = store.getObject(bucket, key);
  const headers = { ...headersOf(record), ...overrides(query) };
  if (isNotModified(record, request.headers)) return { status: 304, headers };
  const range = readRange(request.headers.range, record.size);
  const length = range === undefined ? record.size : range.end - range.start + 1;
  const shown = {
    ...headers,
    'content-length': length,
    ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${record.size}` }),
  };
  const status = range === undefined ? 200 : 206;
  if (request.method === 'HEAD') return { status, headers: shown };
  return { status, headers: shown, body: store.data.read(record.data, range) };
};

/** PutObject and CopyObject. */
export const putObject: Operation = async (call) => {
  const { store, request, bucket, key, query } = call;
  refuseUnknown(request.headers, query);
  checkKey(key);
  store.checkBucket(bucket);
  if (isCopy(request)) return copyObject(call);
  const described = describeUpload(request.headers, query);
  checkBeforeWrite(store.findObject(bucket, key), request.headers);
  const file = await store.data.write(request, bodyChecks(request.headers));
  const { etag } = keepObject(call, { ...described, file });
  return { status: 200, headers: { etag } };
};

async function copyObject(call: Call): Promise<Answer> {
  const { store, request, query } = call;
  const source = getCopySource(call);
  const replaces = request.headers['x-amz-metadata-directive'] === 'REPLACE';
  const described = replaces ? describeUpload(request.headers, query) : source;
  const file = await store.data.write(store.data.read(source.data));
  const { etag, lastModified } = keepObject(call, { ...described, file });
  const body = writeXml('CopyObjectResult', { LastModified: lastModified, ETag: etag });
  return { status: 200, body };
}

/** Deleting what is not there is as good as deleting it. */
export const deleteObject: Operation = ({ store, bucket, key }) => {
  store.deleteObject(bucket, key);
  return { status: 204 };
};

/** Never set; clients that copy ask for them. */
export const getObjectTagging: Operation = ({ store, bucket, key }) => {
  store.getObject(bucket, key);
  return { status: 200, body: writeXml('Tagging', { TagSet: '' }) };
};

export const notImplemented: Operation = () => {
  throw new S3Error('NotImplemented', 'what you asked for is not implemented');
};

/** What an object is made of, when its bytes are written. */
export interface NewObject extends Pick<ObjectRecord, 'headers' | 'metadata'> {
  readonly file: DataFile;
  /** The MD5 of the bytes when it is not told. */
  readonly etag?: string;
}

/** Puts the object in its place, or deletes its bytes where it may not be there any more. */
export function keepObject({ store, request, bucket, key }: Call, made: NewObject): ObjectRecord {
  const { file, headers, metadata, etag = `"${file.md5}"` } = made;
  const lastModified = new Date().toISOString();
  const record = {
    ...{ key, size: file.size, etag, lastModified, headers, metadata },
    data: file.name,
  };
  try {
    checkBeforeWrite(store.findObject(bucket, key), request.headers);
    store.putObject(bucket, record);
    return record;
  } catch (error) {
    store.data.delete(file.name);
    throw error;
  }
}

function headersOf({ headers, metadata, etag, lastModified }: ObjectRecord) {
  const userMetadata = Object.entries(metadata).map(([name, value]) => [
    `x-amz-meta-${name}`,
    value,
  ]);
  return {
    ...headers,
    ...Object.fromEntries(userMetadata),
    etag,
    'last-modified': new Date(lastModified).toUTCString(),
    'accept-ranges': 'bytes',
  };
}

/** `response-content-type` and its like, for links (S3 API Reference, "GetObject"). */
function overrides(query: URLSearchParams): Readonly<Record<string, string>> {
  const names = ['cache-control', 'content-disposition', 'content-encoding', 'content-language'];
  const all = [...names, 'content-type', 'expires'].flatMap((name): [string, string][] => {
    const value = readParameter(query, `response-${name}`);
    return value === undefined ? [] : [[name, checkText(name, value)]];
  });
  return Object.fromEntries(all);
}
