// In development, a signature that differs tells why: what was changed on the way is found.
import { describe, expect, it } from 'vitest';
import type { HttpRequest, SignRequestOptions } from '../src/index.js';
import { refusalOf, sampleRequest, signSample, withHeader } from './sample.js';

interface Case {
  readonly what: string;
  readonly signed?: Partial<HttpRequest>;
  readonly signing?: Partial<SignRequestOptions>;
  readonly change?: (request: HttpRequest) => HttpRequest;
  readonly cause: RegExp | undefined;
}

const getNote = { method: 'GET', body: '', query: '' } as const;
const rewritten = (request: HttpRequest, ...more: HttpRequest['headers']): HttpRequest => ({
  ...withHeader(request, 'host', () => '10.0.0.5:3000'),
  headers: [...withHeader(request, 'host', () => '10.0.0.5:3000').headers, ...more],
});

const cases: readonly Case[] = [
  {
    what: 'a host that a proxy rewrote and tells',
    change: (request) => rewritten(request, ['X-Forwarded-Host', 'notes.example:8080']),
    cause: /^the host was rewritten/,
  },
  {
    what: 'a host that a proxy tells as RFC 7239 has it',
    change: (request) => rewritten(request, ['Forwarded', 'for=1.2.3.4;host="notes.example:8080"']),
    cause: /^the host was rewritten/,
  },
  {
    what: 'a host without its port',
    signed: { headers: [['Host', 'notes.example']] },
    change: (request) => withHeader(request, 'host', () => 'notes.example:80'),
    cause: /^the host was rewritten/,
  },
  {
    what: 'a path encoded once',
    signed: { path: '/notes/a%20b' },
    signing: { pathRule: 's3', contentSha256Header: false },
    cause: /^the path is encoded in another way/,
  },
  {
    what: 'an encoded slash that was signed as a slash',
    signed: { path: '/notes/a/b' },
    change: (request) => ({ ...request, path: '/notes/a%2Fb' }),
    cause: /^an encoded slash/,
  },
  {
    what: 'a prefix that a proxy took off and tells',
    change: (request) => ({
      ...request,
      path: '/42',
      headers: [...request.headers, ['X-Forwarded-Prefix', '/notes']],
    }),
    cause: /^a prefix or a closing slash/,
  },
  {
    what: 'a closing slash',
    change: (request) => ({ ...request, path: '/notes/42/' }),
    cause: /^a prefix or a closing slash/,
  },
  {
    what: 'a query that was dropped before signing',
    signed: getNote,
    change: (request) => ({ ...request, query: 'page=2' }),
    cause: /^the query/,
  },
  {
    what: 'a JSON body that was indented',
    change: (request) => ({ ...request, body: '{\n  "text": "hello"\n}' }),
    cause: /^the body was serialised again/,
  },
  {
    what: 'a JSON body that was compacted',
    signed: { body: '{"text": "hello", "tags": ["a", "b"]}' },
    change: (request) => ({ ...request, body: '{"text":"hello","tags":["a","b"]}' }),
    cause: /^the body was serialised again/,
  },
  {
    what: 'a form with plus signs',
    signed: { body: 'Action=Get%20it' },
    change: (request) => ({ ...request, body: 'Action=Get+it' }),
    cause: /^the body was serialised again/,
  },
  {
    what: 'a body that was added after signing',
    signed: { body: '' },
    change: (request) => ({ ...request, body: '{}' }),
    cause: /^the body was not signed/,
  },
  {
    what: 'a method that was changed',
    signed: getNote,
    change: (request) => ({ ...request, method: 'HEAD' }),
    cause: /^the method was changed/,
  },
  {
    what: 'a charset that was added',
    change: (request) =>
      withHeader(request, 'content-type', () => 'application/json; charset=utf-8'),
    cause: /^the content-type was changed/,
  },
  {
    what: 'another secret',
    signing: { credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'other' } },
    cause: undefined,
  },
  {
    what: 'a body that is no JSON and was changed',
    change: (request) => ({ ...request, body: '{"text"' }),
    cause: undefined,
  },
];

describe('the likely cause of a signature that differs', () => {
  it.each(cases)('$what', async ({ signed = {}, signing = {}, change = (it) => it, cause }) => {
    const request = change(await signSample({ ...sampleRequest, ...signed }, signing));
    const error = await refusalOf(request, { explain: true });
    expect(error.code).toBe('SignatureDoesNotMatch');
    if (cause === undefined) expect(error.likelyCause).toBeUndefined();
    else expect(error.likelyCause).toMatch(cause);
    expect((await refusalOf(request)).likelyCause).toBeUndefined();
  });

  it('is not printed with the error', async () => {
    const request = { ...(await signSample()), method: 'PUT' };
    const error = await refusalOf(request, { explain: true });
    expect(JSON.stringify(error)).not.toContain('likely');
    expect(error.message).not.toContain('on the way');
  });
});
