// Every kind of request, signed by the client and verified by a server on a real socket.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../src/index.js';
import { credentials, type NoteServer, type Receipt, startNoteServer } from './note-server.js';

let server: NoteServer;
let s3Server: NoteServer;
const client = createClient({ credentials, region: 'eu-central-1', service: 'notes' });
const s3Client = createClient({
  credentials,
  region: 'eu-central-1',
  service: 'notes',
  pathRule: 's3',
});

beforeAll(async () => {
  server = await startNoteServer();
  s3Server = await startNoteServer('s3');
});
afterAll(() => Promise.all([server.close(), s3Server.close()]));

async function receiptOf(target: string, init?: RequestInit): Promise<Receipt> {
  const response = await client.fetch(server.origin + target, init);
  return (await response.json()) as Receipt;
}

it('without the client nobody is calling', async () => {
  const response = await fetch(`${server.origin}/notes`);
  expect(await response.json()).toMatchObject({ caller: 'nobody' });
});

it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'get', 'PROPFIND'])(
  'a %s is signed',
  async (method) => {
    expect(await receiptOf('/notes/42', { method })).toMatchObject({
      caller: 'alice',
      method: method === 'get' ? 'GET' : method,
    });
  },
);

it('a HEAD is signed', async () => {
  await client.fetch(`${server.origin}/notes/head`, { method: 'HEAD' });
  expect(server.receipts.at(-1)).toMatchObject({ caller: 'alice', method: 'HEAD' });
});

describe('targets', () => {
  const targets = [
    '/',
    '',
    '/notes?page=2',
    '/notes?b=2&a=1&a=0&a',
    '/notes?',
    '/notes?q=a+b%20c%2Bd&x=%2F~*!\'()&y=[]{}|^`"<>',
    '/notes?q=100%&empty=&=nameless&&',
    '/notes?q=grüße 😀',
    '/notes/grüße/日本語/😀',
    '/notes/%E6%97%A5%2F%25',
    "/notes/a b+c@d:e,f;g=h&i$j!k'l(m)n*o~p",
    '/notes//twice///thrice/',
    '/notes/./here/../there',
    '/notes/..hidden/.dot',
    '/notes#fragment',
  ];

  it.each(targets)('%j is signed as it is sent', async (target) => {
    expect(await receiptOf(target)).toMatchObject({ caller: 'alice' });
  });

  it.each(targets)('%j is signed as it is sent, by the rule of S3', async (target) => {
    const response = await s3Client.fetch(s3Server.origin + target);
    expect(await response.json()).toMatchObject({ caller: 'alice' });
  });
});

describe('bodies', () => {
  const bytes = new Uint8Array([0, 1, 127, 128, 255, 10, 13]);
  const utf8 = new TextEncoder();

  it.each<[string, () => BodyInit, string, Uint8Array]>([
    ['text', () => 'grüße', 'text/plain;charset=UTF-8', utf8.encode('grüße')],
    ['bytes', () => bytes, '', bytes],
    ['a buffer', () => bytes.buffer, '', bytes],
    ['a view of a part', () => bytes.subarray(1, 3), '', bytes.subarray(1, 3)],
    [
      'a form',
      () => new URLSearchParams({ text: 'a b&c' }),
      'application/x-www-form-urlencoded;charset=UTF-8',
      utf8.encode('text=a+b%26c'),
    ],
    ['a blob', () => new Blob([bytes], { type: 'image/x-note' }), 'image/x-note', bytes],
    ['nothing', () => '', 'text/plain;charset=UTF-8', new Uint8Array()],
  ])('%s arrives and is signed', async (_, body, contentType, expected) => {
    const receipt = await receiptOf('/notes', { method: 'POST', body: body() });
    expect(receipt).toMatchObject({ caller: 'alice', contentType: contentType || null });
    expect(Buffer.from(receipt.bodyBase64, 'base64')).toEqual(Buffer.from(expected));
  });

  it('a form with a file arrives with the boundary that its content type names', async () => {
    const form = new FormData();
    form.set('text', 'grüße');
    form.set('file', new Blob([bytes]), 'note.bin');
    const receipt = await receiptOf('/notes', { method: 'POST', body: form });
    expect(receipt.caller).toBe('alice');
    const boundary = receipt.contentType?.split('boundary=')[1] ?? 'none';
    expect(Buffer.from(receipt.bodyBase64, 'base64').toString()).toContain(`--${boundary}--`);
  });

  it('a stream is read as a whole and sent as such', async () => {
    const body = new Blob(['one ', 'two']).stream();
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
    const receipt = await receiptOf('/notes', init);
    expect(receipt).toMatchObject({ caller: 'alice', bodyBase64: btoa('one two') });
  });

  it('a large body is signed', async () => {
    const body = new Uint8Array(1_000_000).fill(7);
    const receipt = await receiptOf('/notes', { method: 'PUT', body });
    expect(receipt.caller).toBe('alice');
    expect(receipt.bodyBase64).toHaveLength(Math.ceil(1_000_000 / 3) * 4);
  });
});

describe('inputs', () => {
  it('a URL and a Request are taken as a string is', async () => {
    const url = new URL('/notes?a=1', server.origin);
    const request = new Request(url, { method: 'POST', body: 'text', headers: { 'X-A': 'b' } });
    for (const input of [url, request]) {
      const response = await client.fetch(input);
      expect(await response.json()).toMatchObject({ caller: 'alice', target: '/notes?a=1' });
    }
  });

  it('what is given beside a Request replaces what is in it', async () => {
    const request = new Request(`${server.origin}/notes`, { method: 'POST', body: 'old' });
    const response = await client.fetch(request, { method: 'PUT', body: 'new' });
    expect(await response.json()).toMatchObject({
      caller: 'alice',
      method: 'PUT',
      bodyBase64: btoa('new'),
    });
  });

  it('headers of the caller are sent and signed, but its own host and signature are not', async () => {
    const headers = {
      Accept: 'application/json',
      'X-Odd': '  a   b\tc é ',
      'X-Amz-Meta-Colour': 'green',
      'User-Agent': 'note-taker',
      Host: 'elsewhere.example',
      Authorization: 'Bearer token',
      'X-Amz-Date': '19700101T000000Z',
    };
    expect(await receiptOf('/notes', { headers })).toMatchObject({ caller: 'alice' });
  });

  it('an abort reaches the request, from the settings and from a Request', async () => {
    const signal = AbortSignal.abort(new Error('changed my mind'));
    await expect(receiptOf('/notes', { signal })).rejects.toThrowError('changed my mind');
    const request = new Request(`${server.origin}/notes`, { signal });
    await expect(client.fetch(request)).rejects.toThrowError('changed my mind');
  });

  it('what is no request is refused as fetch refuses it', async () => {
    await expect(client.fetch('no url')).rejects.toThrow(TypeError);
    await expect(receiptOf('/notes', { method: 'GET', body: 'text' })).rejects.toThrow(TypeError);
  });
});

describe('redirects', () => {
  it.each(['follow', 'manual', undefined] as const)(
    'are not followed, though %s be asked for: a signature is for one path',
    async (redirect) => {
      const before = server.receipts.length;
      const response = await client.fetch(
        `${server.origin}/redirect`,
        redirect === undefined ? {} : { redirect },
      );
      expect(response.status).toBe(307);
      expect(response.headers.get('location')).toBe('/notes');
      expect(server.receipts.slice(before).map(({ target }) => target)).toEqual(['/redirect']);
    },
  );

  it('are an error where that is asked for', async () => {
    const verdict = client.fetch(`${server.origin}/redirect`, { redirect: 'error' });
    await expect(verdict).rejects.toThrow(TypeError);
  });
});
