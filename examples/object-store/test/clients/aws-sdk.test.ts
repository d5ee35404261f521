// The AWS SDK for JavaScript, unchanged, against the object store.
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oddKeys, type RunningStore, startStore, wanda } from '../running-store.js';

let store: RunningStore;
let s3: S3Client;
const Bucket = 'photos';

beforeEach(async () => {
  store = await startStore();
  s3 = new S3Client({
    ...{ endpoint: store.url, region: 'us-east-1', credentials: wanda, forcePathStyle: true },
    maxAttempts: 1,
  });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterEach(async () => {
  s3.destroy();
  await store.close();
});

const put = (Key: string, Body: string | Uint8Array | Readable, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const text = async (Key: string, more: object = {}) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Body?.transformToString();
};
const md5 = (bytes: Uint8Array | string) => createHash('md5').update(bytes).digest('hex');

describe('the AWS SDK for JavaScript', () => {
  it('signs for the region of the bucket when it is told which that is', async () => {
    const options = { endpoint: store.url, credentials: wanda, forcePathStyle: true };
    const abroad = new S3Client({
      ...options,
      region: 'eu-central-1',
      followRegionRedirects: true,
      maxAttempts: 1,
    });
    await abroad.send(new HeadBucketCommand({ Bucket }));
    const error = await abroad
      .send(new GetBucketLocationCommand({ Bucket }))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'AuthorizationHeaderMalformed',
      message:
        "The authorization header is malformed; the region 'eu-central-1' is wrong; expecting 'us-east-1'",
      Region: 'us-east-1',
      $metadata: { httpStatusCode: 400 },
    });
    abroad.destroy();
  });

  it('puts a string, with its hash and a checksum, and gets it back as it was described', async () => {
    const described = { ContentType: 'text/plain', Metadata: { mood: 'calm' } };
    const { ETag } = await put('k', 'hello', described);
    expect(ETag).toBe(`"${md5('hello')}"`);
    expect(store.payloadsOf('PUT')).toEqual(['hash']);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    expect(got).toMatchObject({ ...described, ContentLength: 5, ETag });
    expect(await got.Body?.transformToString()).toBe('hello');
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    expect(head).toMatchObject({ ...described, ContentLength: 5, ETag });
  });

  it('puts a stream of known length in chunks with a trailing checksum', async () => {
    const bytes = randomBytes(3_000_000);
    const body = Readable.from([bytes.subarray(0, 1_000_000), bytes.subarray(1_000_000)]);
    await put('k', body, { ContentLength: bytes.length });
    expect(store.payloadsOf('PUT')).toContain('STREAMING-UNSIGNED-PAYLOAD-TRAILER');
    const { Body, ContentEncoding } = await s3.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    expect(ContentEncoding).toBeUndefined();
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'puts with a checksum by %s',
    async (ChecksumAlgorithm) => {
      await put('k', 'hello', { ChecksumAlgorithm });
      expect(await text('k')).toBe('hello');
      const wrong = { [`Checksum${ChecksumAlgorithm}`]: await wrongChecksum(ChecksumAlgorithm) };
      await expect(put('other', 'hello', wrong)).rejects.toMatchObject({ name: 'BadDigest' });
      await expect(text('other')).rejects.toMatchObject({ name: 'NoSuchKey' });
    },
  );

  it('uploads in parts by lib-storage, and the ETag tells how many', async () => {
    const bytes = randomBytes(11_000_000);
    const params = { Bucket, Key: 'large', Body: Readable.from([bytes]), ContentType: 'a/b' };
    await new Upload({ client: s3, params }).done();
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'large' }));
    expect(got).toMatchObject({ ContentType: 'a/b', ContentLength: bytes.length });
    const parts = [0, 1, 2].map((at) => bytes.subarray(at * 5_242_880, (at + 1) * 5_242_880));
    const whole = md5(Buffer.concat(parts.map((part) => Buffer.from(md5(part), 'hex'))));
    expect(got.ETag).toBe(`"${whole}-3"`);
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
  });

  it.each(oddKeys)('carries the key %j', async (Key) => {
    await put(Key, Key);
    expect(await text(Key)).toBe(Key);
    const { Contents } = await s3.send(new ListObjectsCommand({ Bucket }));
    expect(Contents?.map((each) => each.Key)).toEqual([Key]);
    const CopySource = `${Bucket}/${encodeURIComponent(Key)}`;
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    expect(await text('copy')).toBe(Key);
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(text(Key)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('deletes many at once, whatever their keys', async () => {
    const keys = [...oddKeys, ' spaces around ', 'a&lt;b', 'a&amp;#65;', ']]>'];
    await Promise.all([...keys, 'stays'].map((key) => put(key, 'x')));
    const Objects = keys.map((Key) => ({ Key }));
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted?.map(({ Key }) => Key)).toEqual(keys);
    const { Contents } = await s3.send(new ListObjectsCommand({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['stays']);
  });

  it('lists page by page, with prefixes that stand for many', async () => {
    const keys = ['a', 'b/1', 'b/2', 'c', 'd/1', 'e'];
    await Promise.all(keys.map((key) => put(key, key)));
    const config = { client: s3, pageSize: 2 };
    const pages: (readonly (string | undefined)[])[] = [];
    for await (const page of paginateListObjectsV2(config, { Bucket, Delimiter: '/' })) {
      const prefixes = page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [];
      pages.push([...(page.Contents?.map(({ Key }) => Key) ?? []), ...prefixes]);
    }
    expect(pages).toEqual([['a', 'b/'], ['c', 'd/'], ['e']]);
    const first = await s3.send(new ListObjectsCommand({ Bucket, MaxKeys: 2, Delimiter: '/' }));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'b/' });
    const next = { Bucket, MaxKeys: 2, Delimiter: '/', Marker: 'b/' };
    const second = await s3.send(new ListObjectsCommand(next));
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['c']);
  });

  it('reads ranges, and only what has changed', async () => {
    const { ETag } = await put('k', '0123456789');
    expect(await text('k', { Range: 'bytes=2-4' })).toBe('234');
    expect(await text('k', { Range: 'bytes=-3' })).toBe('789');
    expect(await text('k', { Range: 'bytes=8-' })).toBe('89');
    await expect(text('k', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
    const unchanged = text('k', { IfNoneMatch: ETag });
    await expect(unchanged).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    const other = text('k', { IfMatch: '"other"' });
    await expect(other).rejects.toMatchObject({ name: 'PreconditionFailed' });
    const again = put('k', 'x', { IfNoneMatch: '*' });
    await expect(again).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(await text('k')).toBe('0123456789');
  });

  it('copies only what is as it is expected to be', async () => {
    const { ETag } = await put('k', 'hello');
    const copy = (conditions: object) =>
      s3.send(
        new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/k`, ...conditions }),
      );
    const failed = { name: 'PreconditionFailed' };
    await expect(copy({ CopySourceIfMatch: '"other"' })).rejects.toMatchObject(failed);
    await expect(copy({ CopySourceIfNoneMatch: ETag })).rejects.toMatchObject(failed);
    await expect(text('copy')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await copy({ CopySourceIfMatch: ETag });
    expect(await text('copy')).toBe('hello');
  });

  it('makes and deletes buckets', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'another' }));
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['another', 'photos']);
    await s3.send(new HeadBucketCommand({ Bucket }));
    const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBeFalsy();
    await put('k', 'x');
    const deleting = s3.send(new DeleteBucketCommand({ Bucket }));
    await expect(deleting).rejects.toMatchObject({ name: 'BucketNotEmpty' });
    await s3.send(new DeleteBucketCommand({ Bucket: 'another' }));
    const head = s3.send(new HeadBucketCommand({ Bucket: 'another' }));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
    await expect(s3.send(new CreateBucketCommand({ Bucket: 'Big_One' }))).rejects.toMatchObject({
      name: 'InvalidBucketName',
    });
  });

  it('is told what is not implemented', async () => {
    const acl = s3.send(new GetBucketAclCommand({ Bucket }));
    await expect(acl).rejects.toMatchObject({ name: 'NotImplemented' });
    for (const asked of [
      { ACL: 'public-read' },
      { ServerSideEncryption: 'AES256' },
      { Tagging: 'a=b' },
      { StorageClass: 'GLACIER' },
      { ObjectLockLegalHoldStatus: 'ON' },
    ]) {
      await expect(put('k', 'x', asked)).rejects.toMatchObject({ name: 'NotImplemented' });
    }
    await expect(text('k')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('presigns URLs to put and get with', async () => {
    const command = { Bucket, Key: 'drop box/ü' };
    const described = { ...command, Metadata: { mood: 'calm' } };
    const putUrl = await getSignedUrl(s3, new PutObjectCommand(described), { expiresIn: 60 });
    expect((await fetch(putUrl, { method: 'PUT', body: 'hello' })).status).toBe(200);
    const options = { ...command, ResponseContentType: 'text/x-note' };
    const getUrl = await getSignedUrl(s3, new GetObjectCommand(options), { expiresIn: 60 });
    const got = await fetch(getUrl);
    expect(await got.text()).toBe('hello');
    expect(got.headers.get('content-type')).toBe('text/x-note');
    expect(got.headers.get('x-amz-meta-mood')).toBe('calm');
  });
});

async function wrongChecksum(algorithm: 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256') {
  const bytes = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 };
  return Buffer.alloc(bytes[algorithm]).toString('base64');
}
