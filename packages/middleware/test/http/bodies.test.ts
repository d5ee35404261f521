// Bodies: verified to the byte, left readable, bounded.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adapters, type RunningApp, startApp } from './notes-app.js';
import { call, expectRefusal, sendExactly, signed } from './send.js';
import { alice, own } from './signers.js';
import { headOf, openSocket, statusesOf } from './wire.js';

const LIMIT = 1_048_576;
const octets = { 'content-type': 'application/octet-stream' };
const upload = { method: 'POST', target: '/streams', headers: octets };

describe.each(adapters)('bodies on $name', (adapter) => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await startApp(adapter);
  });
  afterEach(() => app.close());

  const uploadOf = async (parts: readonly Uint8Array[], chunked = false) => {
    const body = Buffer.concat(parts);
    const request = await signed(app, { ...upload, body }, { signer: own });
    const framing = chunked
      ? { 'transfer-encoding': 'chunked' }
      : { 'content-length': String(body.length) };
    return sendExactly(app, {
      ...request,
      headers: { ...request.headers, ...framing },
      body: parts,
    });
  };
  const seen = (body: Uint8Array) => ({
    length: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
  });

  it.each([1, 100, 65_535, 65_536, 65_537, LIMIT - 1, LIMIT])(
    'a handler streams the %i bytes that were verified',
    async (length) => {
      const body = Buffer.alloc(length, 'abcdefg');
      for (const chunked of [false, true]) {
        const answer = await uploadOf([body], chunked);
        expect(answer.status).toBe(200);
        expect(JSON.parse(answer.text).body).toEqual(seen(body));
      }
    },
  );

  it('a handler streams an empty body to its end', async () => {
    for (const chunked of [false, true]) {
      const answer = await uploadOf([], chunked);
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.text).body).toEqual(seen(Buffer.alloc(0)));
    }
  });

  it('a body that arrives in many pieces is one body', async () => {
    const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 20_000 }), { maxLength: 30 });
    const property = fc.asyncProperty(pieces, fc.boolean(), async (parts, chunked) => {
      const answer = await uploadOf(parts, chunked);
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.text).body).toEqual(seen(Buffer.concat(parts)));
    });
    await fc.assert(property, { numRuns: 30 });
  });

  it('a JSON body near the limit is parsed after it was verified', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(LIMIT - 11) });
    expect(body).toHaveLength(LIMIT);
    const answer = await call(app, { method: 'POST', target: '/documents', body });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text).body.text).toHaveLength(LIMIT - 11);
  });

  it('an empty JSON body is no body, whenever its end arrives', async () => {
    const json = { 'content-type': 'application/json' };
    const request = { method: 'POST', target: '/documents' };
    for (const framing of [{ 'content-length': '0' }, { 'transfer-encoding': 'chunked' }]) {
      const headers = { ...framing, ...json };
      const sent = await signed(app, { ...request, headers }, { signer: own });
      expect((await sendExactly(app, sent)).status).toBe(200);
    }
    const headers = { 'transfer-encoding': 'chunked', ...json };
    const sent = await signed(app, { ...request, headers }, { signer: own });
    expect(await statusesOf(app, `${headOf(sent)}0\r\n\r\n`, 1)).toEqual([200]);
  });

  it('a body over the limit is refused before its end', async () => {
    const tooLarge = { code: 'RequestEntityTooLarge', status: 413 };
    expectRefusal(app, await uploadOf([Buffer.alloc(LIMIT + 1)]), tooLarge);
    expectRefusal(app, await uploadOf([Buffer.alloc(LIMIT), Buffer.alloc(1)], true), tooLarge);
  });

  it('a body over the limit is refused by what it declares', async () => {
    const request = await signed(app, { ...upload, body: 'x' }, { signer: own });
    const headers = { ...request.headers, 'content-length': String(LIMIT + 1) };
    expect(await statusesOf(app, headOf({ ...request, headers }), 1)).toEqual([413]);
    expect(app.visits).toEqual([]);
  });

  it('a body cut short is refused, and nothing of ours is to blame', async () => {
    const request = await signed(app, { ...upload, body: 'x'.repeat(1000) }, { signer: own });
    for (const framing of [{ 'content-length': '1000' }, { 'transfer-encoding': 'chunked' }]) {
      const before = app.records.length;
      const socket = await openSocket(app);
      const head = headOf({ ...request, headers: { ...request.headers, ...framing } });
      const start = 'transfer-encoding' in framing ? '3e8\r\nxxx' : 'xxx';
      socket.write(head + start);
      const arrived = once(app.server, 'request');
      await arrived;
      socket.destroy();
      await expect.poll(() => app.records.length).toBe(before + 1);
      expect(app.records.at(-1)).toMatchObject({ outcome: 'refused', errorCode: 'InvalidRequest' });
    }
    expect(app.visits).toEqual([]);
    expect(app.errors).toEqual([]);
  });

  it('a body that was read before the gate is a clear error', async () => {
    await app.close();
    app = await startApp(adapter, { parseFirst: true });
    const put = { method: 'POST', target: '/documents', body: '{"text":"hello"}' };
    const answer = await call(app, put);
    const error = expectRefusal(app, answer, { code: 'InvalidRequest', status: 400 });
    expect(error.message).toContain('mount the gate before anything that reads bodies');
    expect((await call(app, { target: '/notes/alice' })).status).toBe(200);
  });

  it('a connection goes on after a refusal whose body nobody read', async () => {
    const refused = await signed(app, { method: 'POST', target: '/nowhere' }, { signer: own });
    const forged = await signed(
      app,
      { ...upload, body: 'x'.repeat(100_000) },
      { signer: own, credentials: { ...alice, secretAccessKey: 'wrong' } },
    );
    const good = await signed(app, { target: '/notes/alice' }, { signer: own });
    const text = [
      headOf({ ...refused, headers: { ...refused.headers, 'content-length': '100000' } }),
      'x'.repeat(100_000),
      headOf({ ...forged, headers: { ...forged.headers, 'content-length': '100000' } }),
      'x'.repeat(100_000),
      headOf(good),
    ];
    expect(await statusesOf(app, text.join(''), 3)).toEqual([403, 403, 200]);
  });

  it('pipelined requests have their own bodies and answers', async () => {
    const requests = await Promise.all(
      Array.from({ length: 20 }, async (_each, at) => {
        const body = `body ${at}`;
        const credentials = at % 3 === 0 ? { ...alice, secretAccessKey: 'wrong' } : alice;
        const request = await signed(app, { ...upload, body }, { signer: own, credentials });
        const headers = { ...request.headers, 'content-length': String(body.length) };
        return headOf({ ...request, headers }) + body;
      }),
    );
    const expected = requests.map((_request, at) => (at % 3 === 0 ? 403 : 200));
    expect(await statusesOf(app, requests.join(''), 20)).toEqual(expected);
  });

  it('a body of an ambiguous length does not reach the gate', async () => {
    const request = await signed(app, { ...upload, body: 'x' }, { signer: own });
    const headers = { ...request.headers, 'content-length': '1', 'transfer-encoding': 'chunked' };
    const text = `${headOf({ ...request, headers })}1\r\nx\r\n0\r\n\r\n`;
    expect(await statusesOf(app, text, 1)).toEqual([400]);
    expect(app.visits).toEqual([]);
  });
});
