// The signer by itself: what it adds, what it signs, what it refuses to sign.
import { expect, it } from 'vitest';
import type { HttpHeader } from '../src/index.js';
import { headerOf, sampleCredentials, sampleRequest, signSample, verifySample } from './sample.js';

const temporary = { ...sampleCredentials, sessionToken: 'token' };
const namesOf = (headers: readonly HttpHeader[]) => headers.map(([name]) => name);

it('a signed request is the request with headers added at its end', async () => {
  const signed = await signSample({}, { credentials: temporary, contentSha256Header: true });
  expect(namesOf(signed.headers.slice(3))).toEqual([
    'X-Amz-Date',
    'x-amz-content-sha256',
    'X-Amz-Security-Token',
    'Authorization',
  ]);
  expect({ ...signed, headers: signed.headers.slice(0, 3) }).toEqual(sampleRequest);
});

it('signing again replaces the first signature', async () => {
  const first = await signSample({}, { credentials: temporary, contentSha256Header: true });
  const again = await signSample({ ...first, query: 'page=2' });
  expect(again).toEqual(await signSample({ query: 'page=2' }));
  expect(await verifySample(again)).toMatchObject({ sessionToken: false });
});

it('headers that change on the way are not signed', async () => {
  const changing = [
    'User-Agent',
    'Connection',
    'Expect',
    'X-Amzn-Trace-Id',
    'Proxy-Authorization',
    'Sec-Fetch-Mode',
  ];
  const headers = changing.map((name): HttpHeader => [name, 'value']);
  const signed = await signSample({ headers: [...sampleRequest.headers, ...headers] });
  expect(headerOf(signed, 'Authorization')).toContain(
    'SignedHeaders=content-type;host;x-amz-date;x-amz-meta-colour,',
  );
  expect(await verifySample(signed)).toBeDefined();
});

it('a caller may leave more headers unsigned, but not the host nor AWS’s', async () => {
  const unsignedHeaders = ['Content-Type', 'host', 'x-amz-meta-colour', 'X-Amz-Date'];
  const signed = await signSample({}, { unsignedHeaders });
  expect(headerOf(signed, 'Authorization')).toContain(
    'SignedHeaders=host;x-amz-date;x-amz-meta-colour,',
  );
  expect(await verifySample(signed)).toBeDefined();
});

it('a request without a host cannot be signed', async () => {
  await expect(signSample({ headers: [] })).rejects.toThrowError(/expected a `Host` header/);
});

it.each(['', 'a b', 'a:b', 'a\nb', 'é'])('the header name %j cannot be signed', async (name) => {
  const headers: HttpHeader[] = [...sampleRequest.headers, [name, 'value']];
  await expect(signSample({ headers })).rejects.toThrow(TypeError);
});

it.each([
  ['region', { region: '' }],
  ['region', { region: 'eu/central' }],
  ['service', { service: 'no, tes' }],
  ['accessKeyId', { credentials: { ...sampleCredentials, accessKeyId: 'A/B' } }],
])('a %s that cannot stand in a credential is refused: %j', async (name, options) => {
  await expect(signSample({}, options)).rejects.toThrowError(`expected \`${name}\``);
});

it('nothing of the given request is changed', async () => {
  const before = structuredClone(sampleRequest);
  await signSample();
  expect(sampleRequest).toEqual(before);
});
