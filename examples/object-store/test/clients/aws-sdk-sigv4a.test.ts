// The AWS SDK for JavaScript, which signs with SigV4A for a Multi-Region Access Point.
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
// It signs so when this is loaded (its own name for that: "side effect import").
import '@smithy/signature-v4a';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Key, type RunningStore, startStore, wanda } from '../running-store.js';

let store: RunningStore;
let s3: S3Client;
beforeEach(async () => {
  store = await startStore();
});
afterEach(async () => {
  s3.destroy();
  await store.close();
});

/** The client as it is, but for the address to which it connects. */
function connect(credentials: Key): S3Client {
  const client = new S3Client({ region: 'eu-west-1', credentials, maxAttempts: 1 });
  const { hostname, port } = new URL(store.url);
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign(args.request as object, { hostname, port: Number(port), protocol: 'http:' });
      return next(args);
    },
    { step: 'deserialize', priority: 'low' },
  );
  return client;
}

async function createBucket(): Promise<void> {
  const options = { endpoint: store.url, region: 'us-east-1', forcePathStyle: true };
  const regional = new S3Client({ ...options, credentials: wanda, maxAttempts: 1 });
  await regional.send(new CreateBucketCommand({ Bucket: 'photos' }));
  regional.destroy();
}

/** The access point has no bucket in its paths; the first segment of the key is one here. */
const Bucket = 'arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap';
const objectKey = 'photos/a b+c%2F~';

it('puts and gets for every region at once', async () => {
  await createBucket();
  s3 = connect(wanda);
  await s3.send(new PutObjectCommand({ Bucket, Key: objectKey, Body: 'hello' }));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: objectKey }));
  expect(await Body?.transformToString()).toBe('hello');
  const algorithms = store.received.map(({ algorithm }) => algorithm);
  expect(algorithms).toEqual(['AWS4-HMAC-SHA256', ...Array(2).fill('AWS4-ECDSA-P256-SHA256')]);
});

it('a wrong secret is refused', async () => {
  s3 = connect({ ...wanda, secretAccessKey: 'another' });
  const put = s3.send(new PutObjectCommand({ Bucket, Key: objectKey, Body: 'hello' }));
  await expect(put).rejects.toThrow(expect.objectContaining({ name: 'SignatureDoesNotMatch' }));
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key: objectKey }))).rejects.toThrow(
    expect.objectContaining({ $metadata: expect.objectContaining({ httpStatusCode: 403 }) }),
  );
});
