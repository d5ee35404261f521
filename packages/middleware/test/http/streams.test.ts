// Bodies that are verified while the handler reads them, and decided on before they come.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { createGate } from '@ostiary/middleware';
import { ostiary } from '@ostiary/middleware/node';
import { type SignStreamOptions, signRequest, signStream } from '@ostiary/sigv4';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, REGION } from './notes-app.js';
import { type ObjectsApp, objectAdapters, startObjects } from './objects-app.js';
import { type Answer, sendExactly } from './send.js';
import { alice, bob, s3Signer } from './signers.js';

const LARGE = 3_000_000;
const SMALL = 100_000;
const bytesOf = (length: number): Buffer => Buffer.alloc(length, 'abcdefghijk');
const seenOf = (body: Uint8Array) => ({
  length: body.length,
  sha256: createHash('sha256').update(body).digest('hex'),
});

type Parts = readonly Buffer[];
interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Parts;
}

async function chunked(
  app: ObjectsApp,
  body: Buffer,
  options: Partial<SignStreamOptions> = {},
): Promise<Sent> {
  const head = { method: 'PUT', path: '/b/k', query: '', headers: [['Host', app.host]] as const };
  const { request, encodeBody } = await signStream(head, {
    ...{ credentials: alice, region: REGION, service: 's3', pathRule: 's3', date: NOW },
    ...{ decodedLength: body.length, ...options },
  });
  const source = async function* () {
    yield body;
  };
  const parts: Buffer[] = [];
  for await (const part of encodeBody(source())) parts.push(Buffer.from(part));
  const headers = request.headers.map(([name, value]) => [name.toLowerCase(), value]);
  return { headers: Object.fromEntries(headers), parts };
}

async function hashed(app: ObjectsApp, body: Buffer): Promise<Sent> {
  const whole = { method: 'PUT', target: '/b/k', headers: { host: app.host }, body };
  const { headers } = await s3Signer.sign(whole, { credentials: alice });
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += 100_000) parts.push(body.subarray(at, at + 100_000));
  return { headers, parts };
}

/** Each way to bind a body to its signature. */
const modes: readonly (readonly [string, (app: ObjectsApp, body: Buffer) => Promise<Sent>])[] = [
  ['a hash', hashed],
  ['signed chunks', (app, body) => chunked(app, body)],
  ['signed chunks and a trailer', (app, body) => chunked(app, body, { checksum: 'crc32c' })],
  [
    'a trailer with a checksum',
    (app, body) => chunked(app, body, { signedChunks: false, checksum: 'crc64nvme' }),
  ],
];

const withLength = ({ headers, parts }: Sent): Sent => ({
  headers: { ...headers, 'content-length': String(Buffer.concat(parts).length) },
  parts,
});
const withoutLength = ({ headers, parts }: Sent): Sent => ({
  headers: { ...headers, 'transfer-encoding': 'chunked' },
  parts,
});
const framings = [withLength, withoutLength];

const put = (app: ObjectsApp, { headers, parts }: Sent): Promise<Answer> =>
  sendExactly(app, { method: 'PUT', target: '/b/k', headers, body: parts });

describe.each(objectAdapters)('streams on $name', (adapter) => {
  let app: ObjectsApp;
  beforeEach(async () => {
    app = await startObjects(adapter);
  });
  afterEach(() => app.close());

  describe.each(modes)('a body bound by %s', (_mode, bind) => {
    it.each([0, 1, SMALL, LARGE])('of %i bytes is read decoded', async (length) => {
      const body = bytesOf(length);
      for (const framing of framings) {
        const answer = await put(app, framing(await bind(app, body)));
        expect(answer.status, answer.text).toBe(200);
        const seen = JSON.parse(answer.text);
        expect(seen.body).toEqual(seenOf(body));
        if (framing === withLength) expect(seen.contentLength).toBe(String(length));
        expect(seen.contentEncoding).toBeUndefined();
      }
    });

    it('that was changed and is small reaches no handler', async () => {
      // A body whose length nobody tells is not known to be small.
      for (const framing of bind === hashed ? [withLength] : framings) {
        const { headers, parts } = framing(await bind(app, bytesOf(SMALL)));
        const answer = await put(app, { headers, parts: flip(parts, 5_000) });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.headers['x-amzn-errortype']).toMatch(
          /^(XAmzContentSHA256Mismatch|SignatureDoesNotMatch|BadDigest)$/,
        );
      }
      expect(app.seen).toEqual([]);
      expect(app.errors).toEqual([]);
    });

    it.each([5_000, LARGE / 2, LARGE - 5])(
      'that was changed at %i and is large errors and does not end',
      async (at) => {
        for (const framing of framings) {
          const { headers, parts } = framing(await bind(app, bytesOf(LARGE)));
          const answer = await put(app, { headers, parts: flip(parts, at) });
          expect(answer.status).toBe(400);
          expect(JSON.parse(answer.text).body.error).toMatch(
            /^(XAmzContentSHA256Mismatch|SignatureDoesNotMatch|BadDigest)$/,
          );
        }
      },
    );

    it('that is cut errors and does not end', async () => {
      const { headers, parts } = withoutLength(await bind(app, bytesOf(LARGE)));
      const answer = await put(app, { headers, parts: parts.slice(0, -1) });
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text).body.error).toMatch(
        /^(XAmzContentSHA256Mismatch|IncompleteBody)$/,
      );
    });

    it('whose connection is lost errors and does not end', async () => {
      const { headers, parts } = withLength(await bind(app, bytesOf(LARGE)));
      const socket = connect(app.port, '127.0.0.1');
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`PUT /b/k HTTP/1.1\r\n${lines.join('')}\r\n`);
      socket.write(Buffer.concat(parts).subarray(0, LARGE / 2));
      while (app.records.length === 0) await new Promise((resolve) => setImmediate(resolve));
      socket.destroy();
      while (app.seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(app.seen).toMatchObject([{ body: { error: 'ECONNRESET' } }]);
    });

    it('is decided on before it comes', async () => {
      const { headers } = withLength(await bind(app, bytesOf(LARGE)));
      const forged = { ...headers, authorization: `${headers.authorization?.slice(0, -4)}0000` };
      const socket = connect(app.port, '127.0.0.1');
      const lines = Object.entries(forged).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`PUT /b/k HTTP/1.1\r\n${lines.join('')}\r\n`);
      const [answer] = await once(socket, 'data');
      socket.destroy();
      expect(String(answer)).toMatch(/^HTTP\/1\.1 403 /);
      expect(app.seen).toEqual([]);
    });

    it('is asked for only when its head has passed', async () => {
      const body = bytesOf(LARGE);
      const sent = withLength(await bind(app, body));
      const expecting = { ...sent.headers, expect: '100-continue' };
      const lines = Object.entries(expecting).map(([name, value]) => `${name}: ${value}\r\n`);
      const head = `PUT /b/k HTTP/1.1\r\n${lines.join('')}\r\n`;
      const refused = connect(app.port, '127.0.0.1');
      refused.write(head.replace(/Signature=..../, 'Signature=0000'));
      expect(String((await once(refused, 'data'))[0])).toMatch(/^HTTP\/1\.1 403 /);
      refused.destroy();

      const passed = connect(app.port, '127.0.0.1');
      passed.write(head);
      expect(String((await once(passed, 'data'))[0])).toBe('HTTP/1.1 100 Continue\r\n\r\n');
      passed.write(Buffer.concat(sent.parts));
      expect(String((await once(passed, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
      passed.destroy();
      expect(app.seen).toMatchObject([{ body: seenOf(body) }]);
    });
  });

  it('a connection is used again after a stream', async () => {
    const { headers, parts } = withLength(await chunked(app, bytesOf(LARGE)));
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const bytes = Buffer.concat([
      Buffer.from(`PUT /b/k HTTP/1.1\r\n${lines.join('')}\r\n`),
      ...parts,
    ]);
    const socket = connect(app.port, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => {
      text += data;
    });
    for (const count of [1, 2, 3]) {
      socket.write(bytes);
      while (app.seen.length < count) await new Promise((resolve) => setImmediate(resolve));
    }
    while ((text.match(/HTTP\/1\.1 200 /g) ?? []).length < 3) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.destroy();
  });

  it.each([
    ['STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD', 'InvalidRequest'],
    ['STREAMING-UNSIGNED-PAYLOAD', 'InvalidRequest'],
  ])('a payload of %s is not accepted where the route does not say so', async (word, code) => {
    const put = { method: 'PUT', target: '/b/k', headers: { host: app.host } };
    const headers = { ...put.headers, 'x-amz-content-sha256': word };
    const { headers: signed } = await s3Signer.sign({ ...put, headers }, { credentials: alice });
    const sent = { ...signed, 'x-amz-content-sha256': word, 'content-length': '1' };
    const answer = await sendExactly(app, { ...put, headers: sent, body: 'x' });
    expect(answer.headers['x-amzn-errortype']).toBe(code);
    expect(app.seen).toEqual([]);
  });

  it('an unsigned payload is not accepted where the route does not say so', async () => {
    const head = { method: 'PUT', path: '/b/k', query: '', headers: [['Host', app.host]] as const };
    const { headers } = await signRequest(head, {
      ...{ credentials: alice, region: REGION, service: 's3', pathRule: 's3', date: NOW },
      unsignedPayload: true,
    });
    const sent = { headers: Object.fromEntries(headers), parts: [Buffer.from('x')] };
    const answer = await put(app, withLength(sent));
    expect(answer.headers['x-amzn-errortype']).toBe('InvalidRequest');
    expect(app.seen).toEqual([]);
    const read = { ...head, method: 'GET' };
    const accepted = await signRequest(read, {
      ...{ credentials: alice, region: REGION, service: 's3', pathRule: 's3', date: NOW },
      unsignedPayload: true,
    });
    const got = { method: 'GET', target: '/b/k', headers: Object.fromEntries(accepted.headers) };
    expect((await sendExactly(app, got)).status).toBe(200);
  });

  it('an answer without a look at the body leaves the connection in order', async () => {
    await app.close();
    app = await startObjects({
      name: 'blind',
      listen: (options) =>
        ostiary(createGate(options), (_request, response) => void response.end('done')),
    });
    const { headers, parts } = withLength(await chunked(app, bytesOf(LARGE)));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const _ of [1, 2, 3]) {
      const sent = request({ ...{ agent, port: app.port, headers }, method: 'PUT', path: '/b/k' });
      const answered = once(sent, 'response');
      sent.end(Buffer.concat(parts));
      const [response] = await answered;
      expect(response.statusCode).toBe(200);
      response.resume();
      await once(response, 'end');
    }
    agent.destroy();
  });

  it('chunks without a signature are no body', async () => {
    const { headers, parts } = withLength(await chunked(app, bytesOf(SMALL)));
    const { authorization: _, ...anonymous } = headers;
    const answer = await put(app, { headers: anonymous, parts });
    expect(answer.headers['x-amzn-errortype']).toBe('InvalidRequest');
  });

  it('who may not write sends nothing that is read', async () => {
    const head = { method: 'PUT', target: '/b/k', headers: { host: app.host } };
    const { headers } = await s3Signer.sign(head, { credentials: bob });
    const answer = await put(app, { headers: { ...headers, 'content-length': '0' }, parts: [] });
    expect(answer).toMatchObject({ status: 403, headers: { 'x-amzn-errortype': 'AccessDenied' } });
  });
});

/** Changes one byte of the body in its parts. */
function flip(parts: Parts, at: number): Parts {
  let start = 0;
  return parts.map((part) => {
    const index = at - start;
    start += part.length;
    if (index < 0 || index >= part.length) return part;
    const changed = Buffer.from(part);
    // A letter of the pattern, wherever framing stands: the nearest that is one.
    let letter = index;
    while (letter < changed.length - 1 && !isLetter(changed, letter)) letter++;
    changed[letter] = (changed[letter] ?? 0) ^ 1;
    return changed;
  });
}

const isLetter = (bytes: Buffer, at: number): boolean =>
  (bytes[at] ?? 0) >= 0x67 && (bytes[at] ?? 0) <= 0x6b;
