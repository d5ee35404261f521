// A clock that is wrong is corrected by that of the server, once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientOptions, createClient } from '../src/index.js';
import {
  type Answer,
  type ScriptedServer,
  scriptedKey,
  startScriptedServer,
} from './scripted-server.js';

let server: ScriptedServer;

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const clientAt = (time: string, options: Partial<ClientOptions> = {}) =>
  createClient({
    credentials: scriptedKey,
    region: 'eu-central-1',
    service: 'notes',
    now: () => new Date(time),
    sleep: () => Promise.reject(new Error('expected no wait')),
    ...options,
  });

const refusal = (code: string, date: string, status = 403): Answer => ({
  status,
  headers: { date, 'x-amzn-errortype': code },
  body: 'refused',
});
const noon = 'Mon, 23 Nov 2026 12:00:00 GMT';

it.each([
  ['RequestTimeTooSkewed', 403, '2026-11-23T11:00:00Z'],
  ['RequestTimeTooSkewed', 403, '2026-11-24T12:00:00Z'],
  ['SignatureDoesNotMatch', 403, '2026-11-23T11:54:30Z'],
  ['SignatureDoesNotMatch', 403, '2026-11-23T12:05:30Z'],
  ['SignatureDoesNotMatch', 403, '2026-11-23T12:04:00Z'],
  ['RequestExpired', 400, '2026-11-23T11:00:00Z'],
  ['AuthFailure', 401, '2026-11-23T11:00:00Z'],
])(
  '%s under %i at %s is answered with a signature at the server’s time',
  async (code, status, time) => {
    server.answer(refusal(code, noon, status));
    const client = clientAt(time);
    const response = await client.fetch(`${server.origin}/notes`, { method: 'POST', body: 'text' });
    expect(await response.text()).toBe('done');
    expect(server.sent.map(({ isSigned, body }) => [isSigned, body])).toEqual([
      [true, 'text'],
      [true, 'text'],
    ]);
    expect(server.sent[1]?.amzDate).toBe('20261123T120000Z');

    server.answer();
    await client.fetch(server.origin);
    expect(server.sent.map(({ amzDate }) => amzDate)).toEqual(['20261123T120000Z']);
  },
);

it('also by a client of one attempt, since nothing was done', async () => {
  server.answer(refusal('RequestTimeTooSkewed', noon));
  const client = clientAt('2026-11-23T11:00:00Z', { attempts: 1 });
  expect((await client.fetch(server.origin)).status).toBe(200);
});

it('once: a server that refuses its own time has the last word', async () => {
  server.answer(
    refusal('RequestTimeTooSkewed', noon),
    refusal('RequestTimeTooSkewed', 'Mon, 23 Nov 2026 13:00:00 GMT'),
  );
  const response = await clientAt('2026-11-23T11:00:00Z').fetch(server.origin);
  expect(await response.text()).toBe('refused');
  expect(server.sent).toHaveLength(2);
});

it.each<[string, Answer]>([
  ['a code that has nothing to do with clocks', refusal('AccessDenied', noon)],
  ['a time that is near', refusal('SignatureDoesNotMatch', 'Mon, 23 Nov 2026 11:03:00 GMT')],
  ['a date that is none', refusal('RequestTimeTooSkewed', 'noon')],
  ['an answer that is no refusal', { status: 200, headers: { date: noon }, body: 'refused' }],
])('nothing is corrected by %s', async (_, answer) => {
  server.answer(answer);
  const client = clientAt('2026-11-23T11:00:00Z');
  expect(await (await client.fetch(server.origin)).text()).toBe('refused');
  await client.fetch(server.origin);
  expect(server.sent.map(({ amzDate }) => amzDate)).toEqual([
    '20261123T110000Z',
    '20261123T110000Z',
  ]);
});
