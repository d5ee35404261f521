// Upload forms of browsers, S3's "POST policy": what passes, and what is refused beside it.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createPostForm, type PostFormOptions, signRequest } from '@ostiary/sigv4';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { objectsService } from '../objects-service.js';
import { NOW, REGION } from './notes-app.js';
import { type ObjectsApp, objectAdapters, startObjects } from './objects-app.js';
import { type Answer, sendExactly } from './send.js';
import { alice, bob, lister, reader } from './signers.js';

/** A part of a form as it goes over the wire; a file has a filename. */
interface Part {
  readonly name: string;
  readonly value: string | Buffer;
  readonly filename?: string;
}

const BOUNDARY = '----of the tests';
const MULTIPART = `multipart/form-data; boundary="${BOUNDARY}"`;
const signing = { bucket: 'b', region: REGION, date: NOW, expiresSeconds: 600 };

function encode(parts: readonly Part[], end = `--${BOUNDARY}--\r\n`): Buffer {
  const pieces = parts.flatMap(({ name, value, filename }) => {
    const file = filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: a/b`;
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`;
    return [Buffer.from(head), Buffer.from(value), Buffer.from('\r\n')];
  });
  return Buffer.concat([...pieces, Buffer.from(end)]);
}

const fieldsOf = async (options: Partial<PostFormOptions> = {}): Promise<readonly Part[]> => {
  const all = { ...signing, key: 'in/${filename}', credentials: alice, ...options };
  return Object.entries(await createPostForm(all)).map(([name, value]) => ({ name, value }));
};
const fileOf = (value: string | Buffer, filename = 'cat.jpg'): Part => ({
  ...{ name: 'file', value, filename },
});
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const seenOf = (bytes: Buffer | string) => ({
  length: Buffer.byteLength(bytes),
  sha256: sha256(bytes),
});

interface Sketch {
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType?: string;
}

function send(
  app: ObjectsApp,
  body: Buffer | readonly Buffer[],
  { target = '/b', headers = {}, contentType = MULTIPART }: Sketch = {},
): Promise<Answer> {
  const length = [body].flat().reduce((sum, each) => sum + each.length, 0);
  return sendExactly(app, {
    ...{ method: 'POST', target, body },
    headers: {
      ...{ host: app.host, 'content-type': contentType, 'content-length': String(length) },
      ...headers,
    },
  });
}

const piecesOf = (body: Buffer, size: number): readonly Buffer[] =>
  Array.from({ length: Math.ceil(body.length / size) }, (_, at) =>
    body.subarray(at * size, (at + 1) * size),
  );

describe.each(objectAdapters)('upload forms on $name', (adapter) => {
  let app: ObjectsApp;
  beforeEach(async () => {
    app = await startObjects(adapter);
  });
  afterEach(() => app.close());

  it.each([
    ['at once', 10, 1_000_000],
    ['in pieces', 100, 37],
    ['that is long', 3_000_000, 100_000],
    ['that is empty', 0, 1_000_000],
  ])('the handler gets a file %s, and what the policy covers', async (_how, length, size) => {
    const file = Buffer.alloc(length, 'abcdefg');
    const conditions = [['starts-with', '$Content-Type', 'image/']] as const;
    const parts = [...(await fieldsOf({ conditions })), { name: 'Content-Type', value: 'image/x' }];
    const answer = await send(app, piecesOf(encode([...parts, fileOf(file)]), size));
    expect(answer.text).toContain('"action":"s3:PutObject"');
    expect(answer.status).toBe(200);
    expect(app.seen).toMatchObject([
      {
        route: 'POST /{Bucket}',
        parameters: { Bucket: 'b', Key: 'in/cat.jpg' },
        form: { bucket: 'b', key: 'in/cat.jpg', 'content-type': 'image/x' },
        contentType: 'image/x',
        body: seenOf(file),
      },
    ]);
    // Unknown where the file was still coming; never that of the form.
    expect([undefined, String(length)]).toContain(app.seen[0]?.contentLength);
    expect(app.seen[0]?.form).not.toHaveProperty('policy');
    expect(app.seen[0]?.form).not.toHaveProperty('x-amz-signature');
    const [decision] = app.records;
    expect(decision).toMatchObject({
      resource: 'arn:aws:s3:::b/in/cat.jpg',
      outcome: 'allowed',
      userIdentity: { userName: 'alice', accessKeyId: alice.accessKeyId },
    });
    expect(JSON.stringify(app.records)).not.toMatch(/policy"|signature/i);
  });

  it('what stands behind the file is left out', async () => {
    const behind = [
      { name: 'submit', value: 'Upload' },
      { name: 'key', value: 'elsewhere' },
      { name: 'acl', value: 'public-read' },
    ];
    const body = encode([...(await fieldsOf()), fileOf('miaow'), ...behind]);
    expect((await send(app, body)).status).toBe(200);
    expect(app.seen).toMatchObject([{ parameters: { Key: 'in/cat.jpg' }, body: seenOf('miaow') }]);
    expect(app.seen[0]?.form).not.toHaveProperty('acl');
  });

  it('a form by temporary credentials needs their token', async () => {
    const key = { credentials: reader };
    const parts = [...(await fieldsOf(key)), fileOf('x')];
    const denied = await send(app, encode(parts));
    expect(denied.headers['x-amzn-errortype']).toBe('AccessDenied');
    expect(denied.text).toContain('assumed-role/Reader/night-shift is not authorized');
    const bare = parts.filter(({ name }) => name !== 'x-amz-security-token');
    const refused = await send(app, encode(bare));
    expect(refused.headers['x-amzn-errortype']).toBe('InvalidAccessKeyId');
    const other = parts.map((part) =>
      part.name === 'x-amz-security-token' ? { ...part, value: lister.sessionToken ?? '' } : part,
    );
    const swapped = await send(app, encode(other));
    expect(swapped.headers['x-amzn-errortype']).toBe('InvalidAccessKeyId');
    expect(app.seen).toEqual([]);
  });

  it('two on one connection, and one after a refusal, have their own files', async () => {
    const good = encode([...(await fieldsOf()), fileOf('miaow')]);
    const bad = encode([...(await fieldsOf({ credentials: bob })), fileOf('x'.repeat(200_000))]);
    for (const [body, status] of [
      [good, 200],
      [bad, 403],
      [good, 200],
    ] as const) {
      expect((await send(app, body)).status).toBe(status);
    }
    expect(app.seen).toHaveLength(2);
  });

  it('a file that is too long or too short errors and does not end', async () => {
    const conditions = [['content-length-range', 2, 10]] as const;
    const fields = await fieldsOf({ conditions });
    for (const [text, code] of [
      ['12345678901', 'EntityTooLarge'],
      ['1'.repeat(500_000), 'EntityTooLarge'],
      ['1', 'EntityTooSmall'],
    ] as const) {
      const answer = await send(app, piecesOf(encode([...fields, fileOf(text)]), 60_000));
      expect(answer.status).toBe(400);
      // Before the handler where all of it had arrived, else by the handler's stream.
      expect(answer.text).toContain(code);
    }
    expect((await send(app, encode([...fields, fileOf('1234567890')]))).status).toBe(200);
    expect(app.seen.filter(({ body }) => !('error' in body))).toHaveLength(1);
  });

  it('a connection that is lost in a file errors and does not end', async () => {
    const body = encode([...(await fieldsOf()), fileOf('x'.repeat(200_000))]);
    const socket = connect(app.port, '127.0.0.1');
    const head = `POST /b HTTP/1.1\r\nhost: ${app.host}\r\ncontent-type: ${MULTIPART}\r\ncontent-length: ${body.length}\r\n\r\n`;
    socket.write(head);
    socket.write(body.subarray(0, 100_000));
    await expect.poll(() => app.records.length).toBeGreaterThan(0);
    socket.destroy();
    await once(socket, 'close');
    await expect.poll(() => app.seen.length).toBe(1);
    expect(app.seen[0]?.body).toEqual({ error: expect.any(String) });
    expect(app.errors).toEqual([]);
  });

  it('a connection that is lost in the fields reaches no handler', async () => {
    const body = encode([...(await fieldsOf()), fileOf('x')]);
    const socket = connect(app.port, '127.0.0.1');
    socket.write(
      `POST /b HTTP/1.1\r\nhost: ${app.host}\r\ncontent-type: ${MULTIPART}\r\ncontent-length: ${body.length}\r\n\r\n`,
    );
    socket.write(body.subarray(0, 300));
    await once(app.server, 'request');
    socket.destroy();
    await expect.poll(() => app.records.length).toBe(1);
    expect(app.records).toMatchObject([{ outcome: 'refused', errorCode: 'InvalidRequest' }]);
    expect(app.seen).toEqual([]);
    expect(app.errors).toEqual([]);
  });

  it('an upload form is taken once where its route wants that', async () => {
    await app.close();
    app = await startObjects(adapter, { service: { ...objectsService, refusesReplays: true } });
    const body = encode([...(await fieldsOf()), fileOf('miaow')]);
    expect((await send(app, body)).status).toBe(200);
    const again = await send(app, body);
    expect([again.status, again.headers['x-amzn-errortype']]).toEqual([400, 'InvalidRequest']);
    expect(app.seen).toHaveLength(1);
  });

  describe('what differs from one that passes in the attack alone', () => {
    type Change = (parts: readonly Part[]) => readonly Part[];
    interface Attack extends Sketch {
      readonly what: string;
      readonly code: string;
      readonly status?: number;
      readonly options?: Partial<PostFormOptions>;
      readonly parts?: Change;
      readonly bytes?: (body: Buffer) => Buffer;
    }
    const put =
      (name: string, value: string): Change =>
      (parts) =>
        parts.map((part) => (part.name === name ? { ...part, value } : part));
    const without =
      (name: string): Change =>
      (parts) =>
        parts.filter((part) => part.name !== name);
    const add =
      (...more: readonly Part[]): Change =>
      (parts) => [...more, ...parts];
    const behind =
      (...more: readonly Part[]): Change =>
      (parts) => [...parts, ...more];
    const later = new Date(NOW.getTime() + 16 * 60_000);
    const earlier = new Date(NOW.getTime() - 11 * 60_000);

    const attacks: readonly Attack[] = [
      { what: 'another key', code: 'AccessDenied', parts: put('key', 'out/${filename}') },
      {
        what: 'another bucket in its path',
        ...{ code: 'InvalidArgument', status: 400, target: '/other' },
      },
      {
        what: 'another bucket, named in its path alone',
        ...{ code: 'AccessDenied', target: '/other', parts: without('bucket') },
      },
      { what: 'no key', code: 'AccessDenied', parts: without('key') },
      {
        what: 'a field without a condition',
        code: 'AccessDenied',
        parts: add({ name: 'acl', value: 'x' }),
      },
      {
        what: 'a field `__proto__`',
        code: 'AccessDenied',
        parts: add({ name: '__proto__', value: 'x' }),
      },
      {
        what: 'a storage class without a condition',
        code: 'AccessDenied',
        parts: add({ name: 'x-amz-storage-class', value: 'x' }),
      },
      {
        what: 'a second key',
        code: 'InvalidArgument',
        status: 400,
        parts: add({ name: 'KEY', value: 'in/x' }),
      },
      { what: 'no policy', code: 'InvalidArgument', status: 400, parts: without('policy') },
      {
        what: 'no signature',
        code: 'InvalidArgument',
        status: 400,
        parts: without('x-amz-signature'),
      },
      {
        what: 'no credential',
        code: 'InvalidArgument',
        status: 400,
        parts: without('x-amz-credential'),
      },
      {
        what: 'a policy that is none',
        code: 'InvalidPolicyDocument',
        status: 400,
        parts: put('policy', 'e30='),
      },
      {
        what: 'another signature',
        code: 'SignatureDoesNotMatch',
        parts: put('x-amz-signature', '0'.repeat(64)),
      },
      {
        what: 'another secret',
        code: 'SignatureDoesNotMatch',
        options: { credentials: { ...alice, secretAccessKey: 'x' } },
      },
      {
        what: 'an unknown key',
        code: 'InvalidAccessKeyId',
        options: { credentials: { ...alice, accessKeyId: 'AKIAUNKNOWN000000001' } },
      },
      { what: 'somebody who may not', code: 'AccessDenied', options: { credentials: bob } },
      {
        what: 'another region',
        code: 'AuthorizationQueryParametersError',
        status: 400,
        options: { region: 'us-east-1' },
      },
      {
        what: 'another service',
        code: 'AuthorizationQueryParametersError',
        status: 400,
        options: { service: 'iam' },
      },
      { what: 'a signer ahead of time', code: 'RequestTimeTooSkewed', options: { date: later } },
      { what: 'a policy that is past', code: 'AccessDenied', options: { date: earlier } },
      {
        what: 'no file',
        code: 'IncorrectNumberOfFilesInPostRequest',
        status: 400,
        parts: without('file'),
      },
      {
        what: 'two files',
        code: 'IncorrectNumberOfFilesInPostRequest',
        status: 400,
        parts: behind(fileOf('y')),
      },
      {
        what: 'a file before its fields',
        code: 'InvalidArgument',
        status: 400,
        parts: (parts) => parts.toReversed(),
      },
      {
        what: 'a file under another name',
        code: 'IncorrectNumberOfFilesInPostRequest',
        status: 400,
        parts: (parts) =>
          parts.map((each) => (each.name === 'file' ? { ...each, name: 'f' } : each)),
      },
      {
        what: 'long fields',
        code: 'MaxPostPreDataLengthExceededError',
        status: 400,
        parts: add({ name: 'x-ignore-a', value: 'x'.repeat(20_481) }),
      },
      {
        what: 'many fields',
        code: 'MaxPostPreDataLengthExceededError',
        status: 400,
        parts: add(
          ...Array.from({ length: 257 }, (_, at) => ({ name: `x-ignore-${at}`, value: '' })),
        ),
      },
      {
        what: 'fields without end',
        code: 'MaxPostPreDataLengthExceededError',
        status: 400,
        parts: add(
          ...Array.from({ length: 20 }, (_, at) => ({
            name: `x-ignore-${at}`,
            value: 'x'.repeat(20_000),
          })),
        ),
      },
      {
        what: 'much behind the file',
        code: 'MaxPostPreDataLengthExceededError',
        status: 400,
        parts: behind(
          ...Array.from({ length: 20 }, (_, at) => ({ name: `x${at}`, value: 'x'.repeat(20_000) })),
        ),
      },
      {
        what: 'no end',
        code: 'MalformedPOSTRequest',
        status: 400,
        bytes: (body) => body.subarray(0, -10),
      },
      {
        what: 'another boundary',
        code: 'MalformedPOSTRequest',
        status: 400,
        contentType: MULTIPART.replace('tests', 'rests'),
      },
      {
        what: 'no boundary',
        code: 'MalformedPOSTRequest',
        status: 400,
        contentType: 'multipart/form-data; x=y',
      },
      {
        what: 'another type',
        code: 'PreconditionFailed',
        status: 412,
        contentType: 'application/x-www-form-urlencoded',
      },
      { what: 'no body', code: 'MalformedPOSTRequest', status: 400, bytes: () => Buffer.alloc(0) },
      {
        what: 'an Authorization header',
        code: 'InvalidArgument',
        status: 400,
        headers: { authorization: 'AWS4-HMAC-SHA256 x' },
      },
      {
        what: 'an x-amz header',
        code: 'InvalidRequest',
        status: 400,
        headers: { 'x-amz-acl': 'public-read' },
      },
      {
        what: 'an X-Amz parameter',
        code: 'InvalidRequest',
        status: 400,
        target: '/b?X-Amz-Algorithm=AWS4-HMAC-SHA256',
      },
      { what: 'a sub-resource', code: 'AccessDenied', target: '/b?acl' },
      { what: 'a key in its path', code: 'AccessDenied', target: '/b/k' },
    ];

    it('the control passes', async () => {
      const body = encode([...(await fieldsOf()), fileOf('miaow')]);
      expect((await send(app, body)).status).toBe(200);
    });

    it.each(attacks)('$what is refused', async (attack) => {
      const { options = {}, parts = (each) => each, bytes = (each) => each } = attack;
      const made = [...(await fieldsOf(options)), fileOf('miaow')];
      const body = bytes(encode(parts(made)));
      for (const pieces of [[body], piecesOf(body, 10_000)]) {
        const answer = await send(app, pieces.length === 0 ? Buffer.alloc(0) : pieces, attack);
        // What is wrong behind the beginning of the file errors in the handler's hands.
        const [seen] = app.seen.slice(-1);
        const code =
          seen === undefined
            ? answer.headers['x-amzn-errortype']
            : 'error' in seen.body && seen.body.error;
        expect({ code, status: answer.status }).toEqual({
          code: attack.code,
          status: attack.status ?? 403,
        });
      }
      expect(app.seen.filter(({ body: read }) => !('error' in read))).toEqual([]);
      expect(app.errors).toEqual([]);
    });
  });

  it('a signed request is not taken for a form', async () => {
    const { headers } = await signRequest(
      { method: 'POST', path: '/b', query: '', headers: [['host', app.host]], body: 'x' },
      { ...{ credentials: alice, date: NOW, region: REGION, service: 's3', pathRule: 's3' } },
    );
    const named = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
    const sent = await sendExactly(app, {
      method: 'POST',
      target: '/b',
      headers: named,
      body: 'x',
    });
    expect([sent.status, sent.headers['x-amzn-errortype']]).toEqual([400, 'InvalidArgument']);
    expect(app.seen).toEqual([]);
  });
});
