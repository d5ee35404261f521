// What stands on disk: never a key as a path, never a body that was not verified, and all of it after a restart.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type HttpRequest, signStream } from '@ostiary/sigv4';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { oddKeys, type RunningStore, startStore, wanda } from './running-store.js';

let store: RunningStore;
let s3: S3Client;
const Bucket = 'photos';
const connect = (endpoint: string): S3Client =>
  new S3Client({ endpoint, region: 'us-east-1', credentials: wanda, forcePathStyle: true });
beforeEach(async () => {
  store = await startStore();
  s3 = connect(store.url);
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterEach(async () => {
  s3.destroy();
  await store.close();
});

const files = (): readonly string[] =>
  readdirSync(store.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const get = async (Key: string) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? '';
};

it('no key is a path', async () => {
  const keys = [...oddKeys, '../../escaped', '/etc/passwd', 'bucket.json', '.', '..', 'C:\\x'];
  for (const key of keys) await put(key, key);
  for (const key of keys) expect(await get(key)).toBe(key);
  const named = /^([0-9a-f]{64}\.json|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|bucket\.json)$/;
  for (const file of files()) expect(file).toMatch(named);
  expect(files()).toHaveLength(2 * keys.length + 1);
});

it('what was written is there after a restart, and the remains of what was not are gone', async () => {
  await put('k', 'kept');
  const remains = '00000000-0000-4000-8000-000000000000';
  writeFileSync(join(store.folder, 'objects', 'data', remains), 'half of a body');
  writeFileSync(join(store.folder, 'objects', 'data', 'thesis.txt'), 'not of the store');
  mkdirSync(join(store.folder, 'objects', 'buckets', 'half-made'));
  store = await store.restart();
  s3.destroy();
  s3 = connect(store.url);
  expect(await get('k')).toBe('kept');
  expect(files()).not.toContain(remains);
  expect(files()).toContain('thesis.txt');
  await s3.send(new CreateBucketCommand({ Bucket: 'half-made' }));
});

it('an object that is replaced or deleted leaves no bytes behind', async () => {
  await put('k', 'one');
  await put('k', 'two');
  expect(await get('k')).toBe('two');
  expect(files()).toHaveLength(3);
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  expect(files()).toEqual(['bucket.json']);
});

it('a body with one byte changed, or cut short, leaves what was there before', async () => {
  await put('k', 'before');
  const bytes = randomBytes(3_000_000);
  const head: HttpRequest = {
    ...{ method: 'PUT', path: '/photos/k', query: '' },
    headers: [['Host', store.host]],
  };
  const signed = await signStream(head, {
    ...{ credentials: wanda, region: 'us-east-1', service: 's3', pathRule: 's3' },
    ...{ date: new Date(), decodedLength: bytes.length },
  });
  const parts: Buffer[] = [];
  const body = (async function* () {
    yield bytes;
  })();
  for await (const part of signed.encodeBody(body)) parts.push(Buffer.from(part));
  const whole = Buffer.concat(parts);
  const changed = Buffer.from(whole);
  changed[2_000_000] = (changed[2_000_000] ?? 0) ^ 1;
  const cases = [
    { sent: changed, status: 403, code: 'SignatureDoesNotMatch' },
    { sent: whole.subarray(0, 2_000_000), status: 400, code: 'IncompleteBody' },
  ];
  for (const { sent, status, code } of cases) {
    const answer = await send(Object.fromEntries(signed.request.headers), sent);
    expect(answer).toMatchObject({ status });
    expect(answer.text).toContain(`<Code>${code}</Code>`);
    expect(await get('k')).toBe('before');
    expect(files()).toHaveLength(3);
  }
  expect((await send(Object.fromEntries(signed.request.headers), whole)).status).toBe(200);
  expect((await get('k')).length).toBeGreaterThan(1_000_000);
});

function send(headers: Readonly<Record<string, string>>, body: Uint8Array) {
  return new Promise<{ readonly status: number | undefined; readonly text: string }>(
    (resolve, reject) => {
      const length = { 'content-length': body.length };
      const options = { method: 'PUT', headers: { ...headers, ...length } };
      const sent = request(`${store.url}/photos/k`, options, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => {
          resolve({ status: response.statusCode, text: Buffer.concat(pieces).toString() });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    },
  );
}
