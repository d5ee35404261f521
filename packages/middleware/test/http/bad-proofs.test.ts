// Proofs that do not hold: each is refused with a clear error, and differs from one that passes in
// nothing but the attack.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adapters, NOW, type RunningApp, startApp } from './notes-app.js';
import { call, expectRefusal, send, sendExactly, signed } from './send.js';
import { alice, type OutgoingRequest, reader, type TestCredentials } from './signers.js';

const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);
const put = { method: 'PUT', target: '/notes/alice/x?a=1&b=2', body: '{"text":"hello"}' };
const headers = { 'x-colour': 'red' };

describe.each(adapters)('bad proofs on $name', (adapter) => {
  let app: RunningApp;
  let good: OutgoingRequest;
  beforeEach(async () => {
    app = await startApp(adapter);
    good = await signed(app, { ...put, headers });
  });
  afterEach(() => app.close());

  it('the control passes', async () => {
    expect((await send(app, good)).status).toBe(200);
    expect(app.visits).toEqual(['put']);
  });

  const changes: readonly {
    readonly what: string;
    readonly change: (request: OutgoingRequest) => OutgoingRequest;
    readonly code?: string;
    readonly status?: number;
  }[] = [
    { what: 'path', change: (good) => ({ ...good, target: '/notes/alice/y?a=1&b=2' }) },
    {
      what: 'value in the query',
      change: (good) => ({ ...good, target: '/notes/alice/x?a=1&b=3' }),
    },
    { what: 'query with one more', change: (good) => ({ ...good, target: `${good.target}&c=3` }) },
    { what: 'query that is gone', change: (good) => ({ ...good, target: '/notes/alice/x' }) },
    {
      what: 'header',
      change: (good) => ({ ...good, headers: { ...good.headers, 'x-colour': 'blue' } }),
    },
    {
      what: 'x-amz- header that was not signed',
      change: (good) => ({ ...good, headers: { ...good.headers, 'x-amz-meta-a': 'b' } }),
    },
    { what: 'method', change: (good) => ({ ...good, method: 'DELETE' }) },
    {
      what: 'body',
      change: (good) => ({ ...good, body: '{"text":"hellO"}' }),
    },
    {
      what: 'body and its declared hash',
      change: ({ headers: { 'x-amz-content-sha256': _hash, ...others }, ...good }) => {
        const hash = '0'.repeat(64);
        return { ...good, headers: { ...others, 'x-amz-content-sha256': hash } };
      },
    },
    {
      what: 'signature',
      change: (good) => {
        const authorization = good.headers.authorization ?? '';
        const last = authorization.endsWith('0') ? '1' : '0';
        const changed = `${authorization.slice(0, -1)}${last}`;
        return { ...good, headers: { ...good.headers, authorization: changed } };
      },
    },
    {
      what: 'host',
      change: (good) => ({ ...good, headers: { ...good.headers, host: 'notes.example' } }),
    },
  ];
  it.each(changes)('a changed $what is refused', async ({ change, code, status }) => {
    expectRefusal(app, await send(app, change(good)), {
      code: code ?? 'InvalidSignatureException',
      ...(status !== undefined && { status }),
    });
  });

  it('a wrong secret is refused', async () => {
    const credentials = { ...alice, secretAccessKey: 'another-secret-of-the-tests' };
    const answer = await call(app, put, { credentials });
    const document = expectRefusal(app, answer, { code: 'InvalidSignatureException' });
    expect(document.message).not.toContain('secret-of');
    expect(document.explanation).toBeUndefined();
  });

  const unknown: readonly (TestCredentials & { readonly what: string })[] = [
    { ...alice, what: 'an unknown key', accessKeyId: 'AKIAUNKNOWN000000001' },
    {
      what: 'an inactive key',
      accessKeyId: 'AKIAINACTIVE00000001',
      secretAccessKey: 'inactive-secret-of-the-tests',
    },
    { ...alice, what: 'a long-term key with a token', sessionToken: 'x' },
    {
      what: 'a session without its token',
      accessKeyId: reader.accessKeyId,
      secretAccessKey: reader.secretAccessKey,
    },
    { ...reader, what: 'a session with another token', sessionToken: 'lister-token-of-the-tests' },
    { ...alice, what: 'a key of the prototype', accessKeyId: '__proto__' },
  ];
  it.each(unknown)('$what is refused', async (credentials) => {
    const answer = await call(app, put, { credentials });
    const error = expectRefusal(app, answer, { code: 'UnrecognizedClientException' });
    expect(error.message).not.toContain(credentials.accessKeyId);
  });

  it('a session that is over is refused', async () => {
    const credentials = {
      accessKeyId: 'ASIAEXPIRED000000001',
      secretAccessKey: 'expired-secret-of-the-tests',
      sessionToken: 'expired-token-of-the-tests',
    };
    const answer = await call(app, { target: '/notes/alice' }, { credentials });
    expectRefusal(app, answer, { code: 'ExpiredTokenException' });
  });

  it.each([-16, 16])('a clock %i minutes off is refused', async (count) => {
    const answer = await call(app, put, { date: minutes(count) });
    const error = expectRefusal(app, answer, { code: 'InvalidSignatureException' });
    expect(error.message).toMatch(/^Signature (expired|not yet current): /);
  });

  it.each([-4, 4])('a clock %i minutes off passes', async (count) => {
    expect((await call(app, put, { date: minutes(count) })).status).toBe(200);
  });

  it.each([
    { what: 'region', region: 'eu-central-1' },
    { what: 'service', service: 's3' },
    { what: 'service in another case', service: 'Notes' },
  ])('a signature for another $what is refused', async ({ what: _what, ...scope }) => {
    expectRefusal(app, await call(app, put, scope), { code: 'InvalidSignatureException' });
  });

  it('a request without a signature is asked for one', async () => {
    const answer = await send(app, { ...good, headers: { 'content-type': 'application/json' } });
    expectRefusal(app, answer, { code: 'MissingAuthenticationTokenException' });
  });

  it('a duplicated Authorization header is refused', async () => {
    const { authorization = '' } = good.headers;
    for (const other of [authorization, 'Bearer x', 'AWS4-HMAC-SHA256 x', '']) {
      const twice = { ...good.headers, authorization: [authorization, other] };
      const answer = await sendExactly(app, { ...good, headers: twice });
      expectRefusal(app, answer, { code: 'InvalidArgument', status: 400 });
    }
    const once = await sendExactly(app, good);
    expect(once.status).toBe(200);
  });

  it('two authentication methods at once are refused', async () => {
    for (const name of ['X-Amz-Signature', 'x-amz-credential', 'X%2DAmz%2DAlgorithm']) {
      const sketch = { ...put, target: `${put.target}&${name}=AWS4-HMAC-SHA256` };
      const answer = await sendExactly(app, await signed(app, sketch));
      expectRefusal(app, answer, { code: 'InvalidArgument', status: 400 });
    }
  });

  it.each(['Bearer abc', 'Basic YWxpY2U6eA==', 'AWS4-HMAC-SHA25', ' ', 'aws4-hmac-sha256 x'])(
    'an Authorization header `%s` is not taken for anonymous',
    async (authorization) => {
      const answer = await sendExactly(app, {
        ...good,
        headers: { ...good.headers, authorization },
      });
      expect([400, 403]).toContain(answer.status);
      expect(app.visits).toEqual([]);
      expect(answer.headers['x-amzn-errortype']).toMatch(
        /^(IncompleteSignatureException|InvalidRequest)$/,
      );
    },
  );

  it('a presigned URL is refused as not supported', async () => {
    const target = '/notes/alice/x?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00';
    const answer = await send(app, { method: 'GET', target, headers: {} });
    expectRefusal(app, answer, { code: 'InvalidRequest', status: 400 });
  });

  it.each(['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'])(
    'a payload declared as %s is refused',
    async (hash) => {
      const sketch = { ...put, headers: { 'x-amz-content-sha256': hash } };
      const answer = await call(app, sketch);
      expectRefusal(app, answer, { code: 'InvalidRequest', status: 400 });
    },
  );

  it('headers that name another method, path or address change nothing', async () => {
    const overrides = {
      'x-http-method-override': 'DELETE',
      'x-method-override': 'DELETE',
      'x-original-url': '/admin/x',
      'x-rewrite-url': '/admin/x',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-host': 'admin.example',
      forwarded: 'for=203.0.113.7',
    };
    const answer = await call(app, { target: '/notes/alice/x', headers: overrides });
    expect(answer.status).toBe(200);
    expect(app.visits).toEqual(['get']);
    const decision = app.records.find((record) => record.recordType === 'decision');
    expect(decision).toMatchObject({ method: 'GET', sourceIPAddress: '127.0.0.1' });
  });

  it('a refused signature shows what was computed in development alone', async () => {
    await app.close();
    app = await startApp(adapter, { explain: true });
    const credentials = { ...alice, secretAccessKey: 'another-secret-of-the-tests' };
    const answer = await call(app, put, { credentials });
    const document = expectRefusal(app, answer, { code: 'InvalidSignatureException' });
    expect(document.explanation?.join('\n')).toContain('PUT\n/notes/alice/x\na=1&b=2\n');
  });
});
