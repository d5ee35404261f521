// What the browser test runs in the page: signs in every way, verifies, and verifies a spoilt copy.
import {
  createPostForm,
  deriveKeyPair,
  deriveSigningKey,
  type HttpRequest,
  type PostFormOptions,
  presignUrl,
  SignatureError,
  type SigningKeyLookup,
  signRequest,
  signStream,
  type VerifyPostFormOptions,
  verifyPostForm,
  verifyRequest,
  verifyRequestHead,
} from '../src/index.js';

interface Task {
  readonly request: HttpRequest;
  readonly secretAccessKey: string;
}

async function run({ request, secretAccessKey }: Task) {
  const date = new Date('2026-11-23T12:00:00Z');
  const signingKeys: SigningKeyLookup<string> = async ({ scope }) => ({
    signingKey: await deriveSigningKey(secretAccessKey, scope),
    principal: 'alice',
  });
  const signed = await signRequest(request, {
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey },
    region: 'eu-central-1',
    service: 'notes',
    date,
  });
  const options = { signingKeys, now: date, service: 'notes' };
  const verified = await verifyRequest(signed, options);
  const spoilt = await verifyRequest({ ...signed, body: 'other' }, options).catch(
    (error: unknown) => (error instanceof SignatureError ? error.code : String(error)),
  );
  return {
    ...(await otherWays(request, secretAccessKey, date)),
    authorization: signed.headers.at(-1)?.[1],
    principal: verified?.principal,
    spoilt,
  };
}

/** A presigned URL, SigV4A, a stream in chunks, and an upload form: each made here, and verified here. */
async function otherWays(request: HttpRequest, secretAccessKey: string, date: Date) {
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey };
  const signing = { credentials, region: 'eu-central-1', service: 'notes', date };
  const signingKeys: SigningKeyLookup<string> = async ({ algorithm, scope }) =>
    algorithm === undefined
      ? { signingKey: await deriveSigningKey(secretAccessKey, scope), principal: 'alice' }
      : { publicKey: (await deriveKeyPair(credentials)).publicKey, principal: 'alice' };
  const options = { signingKeys, now: date, service: 'notes' };

  const { url, ...presigned } = await presignUrl(request, { ...signing, expiresSeconds: 60 });
  const asymmetric = await signRequest(request, { ...signing, algorithm, region: '*' });
  const { request: head, encodeBody } = await signStream(request, {
    ...signing,
    checksum: 'sha256',
    chunkSize: 2,
  });
  const received = await verifyRequestHead(head, options);
  const bytes = new TextEncoder().encode(String(request.body));
  const body = received?.readBody(encodeBody(only(bytes))) ?? only(new Uint8Array());
  return {
    url,
    presigned: (await verifyRequest(presigned, options))?.presigned,
    asymmetric: (await verifyRequest(asymmetric, { ...options, algorithms: [algorithm] }))
      ?.algorithm,
    streamed: await text(body),
    form: (await uploadForm(signing, options)).get('key'),
  };
}

async function uploadForm(
  signing: Omit<PostFormOptions, 'bucket' | 'key' | 'expiresSeconds'>,
  options: VerifyPostFormOptions<string>,
) {
  const bucket = 'photos';
  const fields = await createPostForm({ ...signing, bucket, key: 'grüße', expiresSeconds: 60 });
  return (await verifyPostForm({ bucket, fields: Object.entries(fields) }, options)).fields;
}

const algorithm = 'AWS4-ECDSA-P256-SHA256';

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

async function text(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let whole = '';
  for await (const piece of pieces) whole += decoder.decode(piece, { stream: true });
  return whole;
}

Object.assign(globalThis, { run });
