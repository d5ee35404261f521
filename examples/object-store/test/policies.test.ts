// What the policies of the account keep each of its users from, in requests made by the AWS SDK.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { signRequest } from '@ostiary/sigv4';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  cora,
  type Key,
  petra,
  type RunningStore,
  rita,
  startStore,
  wanda,
} from './running-store.js';

let store: RunningStore;
let clients: S3Client[];
const Bucket = 'photos';
const SOURCE = 'public/lake.txt';
const SECRET = 'private/diary.txt';

function as(credentials: Key): S3Client {
  const client = new S3Client({
    ...{ endpoint: store.url, region: 'us-east-1', credentials, forcePathStyle: true },
    maxAttempts: 1,
  });
  clients.push(client);
  return client;
}

beforeEach(async () => {
  store = await startStore();
  clients = [];
  const writer = as(wanda);
  await writer.send(new CreateBucketCommand({ Bucket }));
  await writer.send(new CreateBucketCommand({ Bucket: 'others' }));
  for (const Key of [SOURCE, SECRET, 'archive/old.txt', 'drop/shared.txt']) {
    await writer.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  }
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await store.close();
});

const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
const read = async (Key: string) => {
  const { Body } = await as(wanda).send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
};
const exists = async (Key: string) =>
  as(wanda)
    .send(new HeadObjectCommand({ Bucket, Key }))
    .then(
      () => true,
      () => false,
    );

describe('who reads one prefix', () => {
  it('reads and lists it', async () => {
    const reader = as(rita);
    const { Body } = await reader.send(new GetObjectCommand({ Bucket, Key: SOURCE }));
    expect(await Body?.transformToString()).toBe(SOURCE);
    const { Contents } = await reader.send(new ListObjectsV2Command({ Bucket, Prefix: 'public/' }));
    expect(Contents?.map(({ Key }) => Key)).toEqual([SOURCE]);
  });

  it('lists nothing else', async () => {
    const reader = as(rita);
    const elsewhere = [
      { Bucket },
      { Bucket, Prefix: '' },
      { Bucket, Prefix: 'publi' },
      { Bucket, Prefix: 'private/' },
      { Bucket: 'others', Prefix: 'public/' },
    ];
    for (const asked of elsewhere) {
      await expect(reader.send(new ListObjectsV2Command(asked))).rejects.toMatchObject(denied);
      await expect(reader.send(new ListObjectsCommand(asked))).rejects.toMatchObject(denied);
    }
  });

  it('reads nothing else, and is not told whether it is there', async () => {
    const reader = as(rita);
    for (const Key of [SECRET, 'private/nothing.txt', 'public', 'public/../private/diary.txt']) {
      const answer = reader.send(new GetObjectCommand({ Bucket, Key }));
      if (Key.startsWith('public/'))
        await expect(answer).rejects.toMatchObject({ name: 'NoSuchKey' });
      else await expect(answer).rejects.toMatchObject(denied);
    }
  });

  it('writes, deletes and copies nothing', async () => {
    const reader = as(rita);
    const CopySource = `${Bucket}/${SOURCE}`;
    const attempts = [
      () => reader.send(new PutObjectCommand({ Bucket, Key: SOURCE, Body: 'x' })),
      () => reader.send(new DeleteObjectCommand({ Bucket, Key: SOURCE })),
      () => reader.send(new CopyObjectCommand({ Bucket, Key: 'public/copy.txt', CopySource })),
      () => reader.send(new CreateMultipartUploadCommand({ Bucket, Key: SOURCE })),
      () => reader.send(new CreateBucketCommand({ Bucket: 'another' })),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(denied);
    const Delete = { Objects: [{ Key: SOURCE }], Quiet: true };
    const { Deleted, Errors } = await reader.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect([Deleted, Errors]).toMatchObject([undefined, [{ Key: SOURCE, Code: 'AccessDenied' }]]);
    expect(await read(SOURCE)).toBe(SOURCE);
  });
});

describe('a copy', () => {
  const copy = (source: string, key = 'archive/copy.txt') =>
    as(cora).send(new CopyObjectCommand({ Bucket, Key: key, CopySource: source }));

  it('needs its source to be readable', async () => {
    await copy(`${Bucket}/${SOURCE}`);
    expect(await read('archive/copy.txt')).toBe(SOURCE);
    for (const source of [
      `${Bucket}/${SECRET}`,
      `/${Bucket}/${SECRET}`,
      `${Bucket}/archive/old.txt`,
    ]) {
      await expect(copy(source, 'archive/no.txt')).rejects.toMatchObject(denied);
    }
    expect(await exists('archive/no.txt')).toBe(false);
  });

  it('needs its target to be writable', async () => {
    await expect(copy(`${Bucket}/${SOURCE}`, 'public/copy.txt')).rejects.toMatchObject(denied);
  });

  it('into a part of an upload needs both too', async () => {
    const upload = { Bucket, Key: 'archive/parts.txt' };
    const { UploadId } = await as(cora).send(new CreateMultipartUploadCommand(upload));
    const copyPart = (CopySource: string) =>
      as(cora).send(new UploadPartCopyCommand({ ...upload, UploadId, PartNumber: 1, CopySource }));
    await expect(copyPart(`${Bucket}/${SECRET}`)).rejects.toMatchObject(denied);
    const { CopyPartResult } = await copyPart(`${Bucket}/${SOURCE}`);
    const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
    const complete = { ...upload, UploadId, MultipartUpload: { Parts } };
    await as(cora).send(new CompleteMultipartUploadCommand(complete));
    expect(await read(upload.Key)).toBe(SOURCE);
  });
});

describe('deleting many', () => {
  const deleteAll = (...keys: readonly string[]) =>
    as(cora).send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }),
    );

  it('deletes those that may be, and answers an error for each that may not', async () => {
    const { Deleted, Errors } = await deleteAll('archive/old.txt', SOURCE, 'archive/other.txt');
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['archive/old.txt', 'archive/other.txt']);
    expect(Errors).toEqual([
      {
        ...{ Key: SOURCE, Code: 'AccessDenied' },
        Message: expect.stringContaining(
          `user/cora is not authorized to perform: s3:DeleteObject on resource: arn:aws:s3:::photos/${SOURCE}`,
        ),
      },
    ]);
    expect(await exists('archive/old.txt')).toBe(false);
    expect(await exists(SOURCE)).toBe(true);
  });

  it('leaves a record of the decision on each key, under one request', async () => {
    await deleteAll('archive/old.txt', SOURCE);
    const decided = store.records.filter((record) => record.recordType === 'decision').slice(-3);
    expect(decided).toMatchObject([
      { eventName: 's3:DeleteObjects', outcome: 'allowed' },
      {
        ...{ eventName: 's3:DeleteObject', outcome: 'allowed' },
        resource: 'arn:aws:s3:::photos/archive/old.txt',
      },
      {
        ...{ eventName: 's3:DeleteObject', outcome: 'implicitDeny', errorCode: 'AccessDenied' },
        resource: `arn:aws:s3:::photos/${SOURCE}`,
      },
    ]);
    expect(new Set(decided.map(({ requestID }) => requestID)).size).toBe(1);
  });
});

describe('an upload in parts', () => {
  it('opens no other key by its id', async () => {
    const upload = { Bucket, Key: 'private/parts.txt' };
    const { UploadId } = await as(wanda).send(new CreateMultipartUploadCommand(upload));
    const other = { Bucket, Key: 'archive/parts.txt', UploadId };
    const part = new UploadPartCommand({ ...other, PartNumber: 1, Body: 'x' });
    await expect(as(cora).send(part)).rejects.toMatchObject({ name: 'NoSuchUpload' });
    const complete = new CompleteMultipartUploadCommand({
      ...other,
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: 'x' }] },
    });
    await expect(as(cora).send(complete)).rejects.toMatchObject({ name: 'NoSuchUpload' });
    const own = { ...upload, UploadId };
    const asCora = as(cora).send(new UploadPartCommand({ ...own, PartNumber: 1, Body: 'x' }));
    await expect(asCora).rejects.toMatchObject(denied);
    const { Parts = [] } = await as(wanda).send(new ListPartsCommand(own));
    expect(Parts).toEqual([]);
    await as(wanda).send(new AbortMultipartUploadCommand(own));
    await expect(as(wanda).send(new ListPartsCommand(own))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
  });
});

describe('a presigned URL', () => {
  const command = { Bucket, Key: 'drop/shared.txt' };
  const sign = (key = command.Key, signer = petra) =>
    getSignedUrl(as(signer), new GetObjectCommand({ Bucket, Key: key }), { expiresIn: 60 });

  it('opens what its signer may read, and no more', async () => {
    expect(await (await fetch(await sign())).text()).toBe('drop/shared.txt');
    expect((await fetch(await sign(SECRET))).status).toBe(403);
  });

  it('can be altered in no part', async () => {
    const url = await sign();
    const alterations: readonly ((url: URL) => void)[] = [
      (it) => {
        it.pathname = `/${Bucket}/drop/other.txt`;
      },
      (it) => it.searchParams.set('X-Amz-Expires', '604800'),
      (it) => it.searchParams.append('X-Amz-Expires', '604800'),
      (it) => it.searchParams.set('X-Amz-Date', '20991231T000000Z'),
      (it) => it.searchParams.set('X-Amz-SignedHeaders', ''),
      (it) => it.searchParams.set('response-content-type', 'text/html'),
      (it) => it.searchParams.set('uploadId', '1'),
      (it) => it.searchParams.delete('X-Amz-Signature'),
      (it) =>
        it.searchParams.set(
          'X-Amz-Credential',
          (it.searchParams.get('X-Amz-Credential') ?? '').replace('PETRA0001', 'WANDA0001'),
        ),
    ];
    for (const alter of alterations) {
      const altered = new URL(url);
      alter(altered);
      const { status } = await fetch(altered);
      expect([400, 403], altered.href).toContain(status);
    }
    for (const method of ['PUT', 'DELETE', 'HEAD']) {
      expect([400, 403], method).toContain((await fetch(url, { method })).status);
    }
    expect((await fetch(url)).status).toBe(200);
  });

  it('to write takes no copy, and no word that was not signed', async () => {
    const url = await getSignedUrl(as(petra), new PutObjectCommand(command), { expiresIn: 60 });
    for (const headers of [
      { 'x-amz-copy-source': `/${Bucket}/${SECRET}` },
      { 'x-amz-acl': 'public-read' },
      { 'x-amz-meta-owner': 'mallory' },
    ]) {
      const answer = await fetch(url, { method: 'PUT', body: 'x', headers });
      expect(answer.status, JSON.stringify(headers)).toBe(403);
    }
    expect(await read(command.Key)).toBe(command.Key);
    expect((await fetch(url, { method: 'PUT', body: 'new' })).status).toBe(200);
    expect(await read(command.Key)).toBe('new');
  });
});

it('nobody who is not known gets anything', async () => {
  for (const path of ['/', `/${Bucket}`, `/${Bucket}/${SOURCE}`]) {
    const answer = await fetch(store.url + path);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
  }
  const body = `<Delete><Object><Key>${SOURCE}</Key></Object></Delete>`;
  const deleted = await fetch(`${store.url}/${Bucket}?delete`, { method: 'POST', body });
  expect(deleted.status).toBe(403);
  expect(await exists(SOURCE)).toBe(true);
});

describe('a listing whose prefix is written in another way', () => {
  const list = async (query: string): Promise<string> => {
    const head = { method: 'GET', path: `/${Bucket}`, headers: [['Host', store.host]] as const };
    const options = {
      credentials: rita,
      region: 'us-east-1',
      service: 's3',
      pathRule: 's3',
    } as const;
    const signed = await signRequest({ ...head, query }, { ...options, date: new Date() });
    const headers = Object.fromEntries(signed.headers);
    return (await fetch(`${store.url}${head.path}?${query}`, { headers })).text();
  };

  it.each([
    'prefix[]=public/',
    'prefix%5B%5D=public/',
    '[prefix]=public/',
    'prefix[0]=public/',
    'prefix=public/&prefix=private/',
    'prefix=private/&prefix[]=public/',
    'Prefix=public/',
  ])('%s shows nothing', async (query) => {
    for (const version of ['', 'list-type=2&']) {
      const text = await list(version + query);
      expect(text).toMatch(/<Code>(AccessDenied|InvalidArgument|InvalidRequest)<\/Code>/);
      expect(text).not.toContain(SECRET);
    }
  });

  it('a question mark does not end it', async () => {
    expect(await list('list-type=2&prefix=public/?x')).toContain('<Prefix>public/?x</Prefix>');
    expect(await list('prefix=public/')).toContain(`<Key>${SOURCE}</Key>`);
  });
});
