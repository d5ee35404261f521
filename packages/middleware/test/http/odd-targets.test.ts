// Request targets that two readers could take for different ones.
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adapters, type RunningApp, startApp } from './notes-app.js';
import { call, expectRefusal, sendExactly, signed } from './send.js';

interface Target {
  readonly target: string;
  readonly method?: string;
  readonly code?: string;
  readonly status?: number;
}

const uri = { code: 'InvalidURI', status: 400 };
const targets: readonly Target[] = [
  { target: '/notes/alice/x', method: 'HEAD' },
  { target: '/notes/alice/x', method: 'OPTIONS' },
  { target: '/notes/alice/x', method: 'PATCH' },
  { target: '/notes/alice/x', method: 'QUERY' },
  { target: '/NOTES/alice/x', ...uri },
  { target: '/NOTES/alice', ...uri },
  { target: '/Notes/alice', ...uri },
  { target: '/ADMIN/x', ...uri },
  { target: '/%61dmin/x', ...uri },
  { target: '/%41dmin/x', ...uri },
  { target: '/n%6ftes/alice', ...uri },
  { target: '/notes/alice/', ...uri },
  { target: '/notes/' },
  { target: '/admin/' },
  { target: '/statistics' },
  { target: '/' },
  { target: '//notes/alice/x', ...uri },
  { target: '//127.0.0.1/notes/alice/x', ...uri },
  { target: '/notes//x', ...uri },
  { target: '/notes/alice//', ...uri },
  { target: '/notes/..%2fadmin', ...uri },
  { target: '/notes/..%2Fadmin%2fx', ...uri },
  { target: '/notes/../admin/x', ...uri },
  { target: '/notes/%2e%2e/x', ...uri },
  { target: '/notes/%2E%2E/x', ...uri },
  { target: '/notes/.%2e/x', ...uri },
  { target: '/notes/alice/.', ...uri },
  { target: '/notes/alice/..', ...uri },
  { target: '/./notes/alice/x', ...uri },
  { target: '/notes/./x', ...uri },
  { target: '/notes/alice%2Fx', ...uri },
  { target: '/notes/alice/x%5Cy', ...uri },
  { target: '/notes/alice/x\\y', ...uri },
  { target: '\\notes\\alice', status: 400 },
  { target: '/notes\\alice', ...uri },
  { target: '/notes/alice/x%00', ...uri },
  { target: '/notes/alice/x%0a', ...uri },
  { target: '/notes/alice/x%7f', ...uri },
  { target: '/notes/alice/x%C2%85', ...uri },
  { target: '/notes/alice/%FF', ...uri },
  { target: '/notes/alice/%C0%AF', ...uri },
  { target: '/notes/alice/%ED%A0%80', ...uri },
  { target: '/notes/alice/%', ...uri },
  { target: '/notes/alice/%zz', ...uri },
  { target: '/notes/alice/%u0041', ...uri },
  { target: '/notes/alice/x#y', ...uri },
  { target: '/notes/alice#/x', ...uri },
  { target: '/notes/alice?folder=secret#x', ...uri },
  { target: '/notes/alice/{x}', ...uri },
  { target: '/notes/alice/<x>', ...uri },
  { target: '/notes/alice/x|y', ...uri },
  { target: '*', method: 'OPTIONS', ...uri },
];

describe.each(adapters)('odd targets on $name', (adapter) => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await startApp(adapter);
  });
  afterEach(() => app.close());

  it.each(targets)('$method $target is refused', async (odd) => {
    const { target, method = 'GET', code = 'AccessDeniedException', status = 403 } = odd;
    const request = await signed(app, { target, method });
    const answer = await sendExactly(app, request);
    if (answer.text === '' && (method === 'HEAD' || odd.code === undefined)) {
      expect(answer.status).toBe(status);
      expect(app.visits).toEqual([]);
      return;
    }
    expectRefusal(app, answer, { code, status });
  });

  it('an absolute-form target is refused', async () => {
    const request = await signed(app, { target: '/notes/alice/x' });
    const target = `http://${app.host}/notes/alice/x`;
    expectRefusal(app, await sendExactly(app, { ...request, target }), uri);
  });

  it.each(['/notes/alice/x\0y', '/notes/alice/ü', '/notes/alice/x\ty', '/notes/alice/x y'])(
    'a raw %j in the target is refused',
    async (target) => {
      const text = await exchange(app, `GET ${target} HTTP/1.1\r\nHost: ${app.host}\r\n\r\n`);
      expect(text).toMatch(/^HTTP\/1\.1 4(00|03) /);
      expect(app.visits).toEqual([]);
    },
  );

  it.each([
    '/notes/alice/x%252e%252e',
    '/notes/alice/%252Fadmin',
    '/notes/alice/%25',
    '/notes/alice/a%20b',
    '/notes/alice/%E2%80%AE',
    '/notes/alice/a+b',
    '/notes/alice/a:b@c,d;e=f&g!h*(i)',
    "/notes/alice/it's",
    '/notes/alice/~x',
    '/notes/alice/...',
    '/notes/alice/%2A',
    '/notes/alice/%3F',
    '/notes/alice/$%7Baws:username%7D',
    '/notes/alice/__proto__',
  ])('%s is one name, decoded once', async (target) => {
    const answer = await sendExactly(app, await signed(app, { target }));
    expect(answer.status).toBe(200);
    const name = decodeURIComponent(target.slice('/notes/alice/'.length));
    expect(JSON.parse(answer.text).parameters).toEqual({ owner: 'alice', id: name });
    const resource = `arn:aws:notes:eu-west-1:123456789012:note/alice/${name}`;
    expect(app.records[0]).toMatchObject({ resource });
  });

  it('a wildcard in a path stands for itself', async () => {
    const sketch = { method: 'PUT', target: '/notes/%2A/x', body: '{}' };
    expectRefusal(app, await call(app, sketch), { code: 'AccessDeniedException' });
  });
});

/** Writes a request as it is and reads until the server closes. */
function exchange(app: RunningApp, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(app.port, '127.0.0.1', () => socket.end(text));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
  });
}
