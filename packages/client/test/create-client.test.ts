// The client's options: credentials, clock, fetch, and what cannot be a client.
import type { Credentials } from '@ostiary/sigv4';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientOptions, createClient } from '../src/index.js';
import { credentials, type NoteServer, startNoteServer } from './note-server.js';

let server: NoteServer;
const scope = { region: 'eu-central-1', service: 'notes' };

beforeAll(async () => {
  server = await startNoteServer();
});
afterAll(() => server.close());

async function callerBy(options: Partial<ClientOptions>): Promise<unknown> {
  const client = createClient({ credentials, ...scope, ...options });
  const response = await client.fetch(`${server.origin}/notes`);
  return ((await response.json()) as { caller: unknown }).caller;
}

it('fixed credentials and those of a provider sign alike', async () => {
  expect(await callerBy({ credentials })).toBe('alice');
  expect(await callerBy({ credentials: () => Promise.resolve(credentials) })).toBe('alice');
});

it('a provider is asked before each request, so new credentials are used at once', async () => {
  const given: Credentials[] = [credentials, { ...credentials, accessKeyId: 'AKIANEW' }];
  const client = createClient({ ...scope, credentials: async () => given.shift() as Credentials });
  const callers: string[] = [];
  for (const _ of [1, 2]) {
    const response = await client.fetch(`${server.origin}/notes`);
    callers.push(((await response.json()) as { caller: string }).caller);
  }
  expect(callers).toEqual(['alice', 'InvalidClientTokenId']);
});

it('a session token is sent', async () => {
  const temporary = { ...credentials, sessionToken: 'token+/=' };
  expect(await callerBy({ credentials: temporary })).toBe('alice');
  expect(server.receipts.at(-1)?.sessionToken).toBe('token+/=');
});

it('a failing provider fails the request, and nothing is sent', async () => {
  const before = server.receipts.length;
  const broken = new Error('no answer');
  await expect(callerBy({ credentials: () => Promise.reject(broken) })).rejects.toBe(broken);
  expect(server.receipts).toHaveLength(before);
});

it.each([undefined, {}, { accessKeyId: 'AKIA', secretAccessKey: '' }])(
  'a provider that gives %j is refused, and nothing is sent',
  async (incomplete) => {
    const before = server.receipts.length;
    const provider = async () => incomplete as Credentials;
    await expect(callerBy({ credentials: provider })).rejects.toMatchObject({
      name: 'ClientError',
      code: 'NoCredentials',
    });
    expect(server.receipts).toHaveLength(before);
  },
);

it('another secret, region, service or clock is what the server refuses', async () => {
  const wrong: Partial<ClientOptions>[] = [
    { credentials: { ...credentials, secretAccessKey: 'another' } },
    { region: 'us-east-1' },
    { service: 'iam' },
    { now: () => new Date('2000-01-01T00:00:00Z') },
  ];
  const callers = await Promise.all(wrong.map(callerBy));
  expect(new Set(callers)).toEqual(new Set(['SignatureDoesNotMatch']));
});

it('a fetch of the caller’s is called with the URL and the signed headers', async () => {
  const calls: Parameters<typeof fetch>[] = [];
  const client = createClient({
    credentials,
    ...scope,
    now: () => new Date('2026-11-23T12:00:00Z'),
    fetch: async (...call) => {
      calls.push(call);
      return new Response('ok');
    },
  });
  await client.fetch('https://notes.example/notes?a=1', { headers: { Accept: '*/*' } });
  const [[url, init] = []] = calls;
  expect(url).toBe('https://notes.example/notes?a=1');
  const headers = new Headers(init?.headers);
  expect(headers.get('x-amz-date')).toBe('20261123T120000Z');
  expect(headers.get('host')).toBeNull();
  expect(headers.get('authorization')).toMatch(/SignedHeaders=accept;host;x-amz-date,/);
});

it.each<[string, Partial<ClientOptions>]>([
  ['no region', { region: '' }],
  ['no service', { service: '' }],
  ['no secret', { credentials: { accessKeyId: 'AKIA', secretAccessKey: '' } }],
  ['no credentials', { credentials: undefined as unknown as Credentials }],
])('a client with %s cannot be made', (_, options) => {
  expect(() => createClient({ credentials, ...scope, ...options })).toThrow(TypeError);
});
