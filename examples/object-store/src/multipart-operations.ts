// Operations on uploads in parts.
import { bodyChecks } from './body-checks.js';
import { readCopyRange } from './byte-range.js';
import { getCopySource, isCopy } from './copy-source.js';
import { chooseParts, multipartEtag, parsePartNumber, type Upload } from './multipart-uploads.js';
import { keepObject } from './object-operations.js';
import { checkKey } from './object-store.js';
import { type Call, type Operation, readParameter, readText } from './operation.js';
import { describeUpload, refuseUnknown } from './upload-headers.js';
import { readItems, writeXml } from './xml.js';

export const createMultipartUpload: Operation = ({
  store,
  uploads,
  request,
  bucket,
  key,
  query,
}) => {
  refuseUnknown(request.headers, query);
  checkKey(key);
  store.checkBucket(bucket);
  const described = describeUpload(request.headers, query);
  const { id } = uploads.begin({ bucket, key, ...described });
  const content = { Bucket: bucket, Key: key, UploadId: id };
  return { status: 200, body: writeXml('InitiateMultipartUploadResult', content) };
};

/** UploadPart and UploadPartCopy. */
export const uploadPart: Operation = async (call) => {
  const { store, uploads, request, query } = call;
  refuseUnknown(request.headers, query);
  const number = parsePartNumber(readParameter(query, 'partNumber') ?? '');
  const upload = findUpload(call);
  if (!isCopy(request)) {
    const file = await store.data.write(request, bodyChecks(request.headers));
    const { md5 } = uploads.putPart(upload, number, file);
    return { status: 200, headers: { etag: `"${md5}"` } };
  }
  const source = getCopySource(call);
  const header = request.headers['x-amz-copy-source-range'];
  const range = header === undefined ? undefined : readCopyRange(String(header), source.size);
  const file = await store.data.write(store.data.read(source.data, range));
  const { md5, lastModified } = uploads.putPart(upload, number, file);
  const content = { LastModified: lastModified, ETag: `"${md5}"` };
  return { status: 200, body: writeXml('CopyPartResult', content) };
};

export const listParts: Operation = (call) => {
  const { parts } = findUpload(call);
  const listed = [...parts.values()].toSorted((a, b) => a.number - b.number);
  const Part = listed.map(({ number, size, md5, lastModified }) => ({
    PartNumber: number,
    LastModified: lastModified,
    ETag: `"${md5}"`,
    Size: size,
  }));
  const { bucket, key } = call;
  const upload = { Bucket: bucket, Key: key, UploadId: readParameter(call.query, 'uploadId') };
  const content = { ...upload, IsTruncated: false, Part };
  return { status: 200, body: writeXml('ListPartsResult', content) };
};

export const completeMultipartUpload: Operation = async (call) => {
  const { store, uploads, request, bucket, key } = call;
  refuseUnknown(request.headers, call.query);
  const upload = findUpload(call);
  const name = 'CompleteMultipartUpload';
  const { items } = readItems(await readText(request), { name, item: 'Part' });
  const listed = items.map((item) => ({
    number: parsePartNumber(item.get('PartNumber') ?? ''),
    etag: item.get('ETag') ?? '',
  }));
  const parts = chooseParts(upload, listed);
  const file = await store.data.write(
    (async function* () {
      for (const part of parts) yield* store.data.read(part.name);
    })(),
  );
  const { headers, metadata } = upload;
  const { etag } = keepObject(call, { headers, metadata, file, etag: multipartEtag(parts) });
  uploads.end(upload);
  const content = {
    Location: `/${bucket}/${encodeURI(key)}`,
    Bucket: bucket,
    Key: key,
    ETag: etag,
  };
  return { status: 200, body: writeXml('CompleteMultipartUploadResult', content) };
};

export const abortMultipartUpload: Operation = (call) => {
  call.uploads.end(findUpload(call));
  return { status: 204 };
};

export const listMultipartUploads: Operation = ({ store, uploads, bucket, query }) => {
  store.checkBucket(bucket);
  const prefix = readParameter(query, 'prefix') ?? '';
  const listed = uploads.list(bucket).filter(({ key }) => key.startsWith(prefix));
  const content = {
    Bucket: bucket,
    Prefix: prefix,
    IsTruncated: false,
    Upload: listed.map(({ key, id, initiated }) => ({
      Key: key,
      UploadId: id,
      Initiated: initiated,
    })),
  };
  return { status: 200, body: writeXml('ListMultipartUploadsResult', content) };
};

function findUpload({ uploads, query, bucket, key }: Call): Upload {
  return uploads.get(readParameter(query, 'uploadId') ?? '', bucket, key);
}
