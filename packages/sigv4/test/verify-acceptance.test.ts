// What is accepted although it is not what we send ourselves, and what is not our scheme.
import { describe, expect, it } from 'vitest';
import { canonicalRequest } from '../src/canonical-request.js';
import { digest } from '../src/digest-node.js';
import { deriveSigningKey, type HttpHeader, type HttpRequest } from '../src/index.js';
import { stringToSign } from '../src/string-to-sign.js';
import {
  headerOf,
  refusalOf,
  sampleCredentials,
  sampleDate,
  sampleRequest,
  signSample,
  verifySample,
  withAddedHeader,
  withHeader,
} from './sample.js';

it('a verified signature tells who signed what, when and for what', async () => {
  expect(await verifySample(await signSample())).toEqual({
    principal: 'alice',
    algorithm: 'AWS4-HMAC-SHA256',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    scope: { date: '20261123', region: 'eu-central-1', service: 'notes' },
    signedHeaders: ['content-type', 'host', 'x-amz-date', 'x-amz-meta-colour'],
    signedAt: sampleDate,
    presigned: false,
    payloadSigned: true,
    payload: 'signed',
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    acceptedUntil: new Date('2026-11-23T12:05:00Z'),
    sessionToken: false,
  });
});

describe('not our scheme', () => {
  it.each([
    ['no Authorization header', []],
    ['a bearer token', ['Bearer AWS4-HMAC-SHA256']],
    ['basic credentials', ['Basic QVdTNDpzZWNyZXQ=']],
    ['two headers of other schemes', ['Basic QVdTNA==', 'Bearer token']],
    ['an empty header', ['']],
  ])('%s is none of it', async (_, authorizations) => {
    const headers = authorizations.map((value): HttpHeader => ['Authorization', value]);
    const request = { ...sampleRequest, headers: [...sampleRequest.headers, ...headers] };
    expect(await verifySample(request)).toBeUndefined();
  });

  it('a query that merely looks alike is none of it', async () => {
    const query = 'Signature=1&x-amz-meta=2&signature=3&q=X-Amz-Signature';
    expect(await verifySample({ ...sampleRequest, query })).toBeUndefined();
  });
});

describe('as other clients write it', () => {
  it.each([
    [
      'no space after the commas, as MinIO and s3cmd have it',
      (value: string) => value.replaceAll(', ', ','),
    ],
    ['more space around them', (value: string) => value.replaceAll(', ', '  ,\t ')],
    [
      'components in another order',
      (value: string) => {
        const [scheme, ...components] = value.split(/,? (?=[A-Z])/);
        return `${scheme} ${components.reverse().join(', ')}`;
      },
    ],
    ['white space around the whole', (value: string) => `  ${value}\t`],
  ])('an Authorization header with %s is read', async (_, rewrite) => {
    const signed = await signSample();
    const rewritten = withHeader(signed, 'Authorization', rewrite);
    expect(headerOf(rewritten, 'Authorization')).not.toBe(headerOf(signed, 'Authorization'));
    expect(await verifySample(rewritten)).toMatchObject({ principal: 'alice' });
  });

  it('header names are read in any case, and in any order', async () => {
    const signed = await signSample();
    const headers = signed.headers
      .map(([name, value]): HttpHeader => [name.toUpperCase(), value])
      .reverse();
    expect(await verifySample({ ...signed, headers })).toMatchObject({ principal: 'alice' });
  });

  it('headers that are not AWS’s may be added on the way', async () => {
    const signed = withAddedHeader(await signSample(), 'X-Forwarded-For', '192.0.2.1');
    const verified = await verifySample(withAddedHeader(signed, 'X-Amzn-Trace-Id', 'Root=1'));
    expect(verified?.signedHeaders).not.toContain('x-forwarded-for');
  });
});

describe('a Date header without X-Amz-Date', () => {
  it.each(['Mon, 23 Nov 2026 12:00:00 GMT', '20261123T120000Z'])(
    'is read as %j when it is signed',
    async (date) => {
      const signed = await signWithDateHeader(date);
      expect(await verifySample(signed)).toMatchObject({ signedAt: sampleDate });
    },
  );

  it('must be single', async () => {
    const signed = await signWithDateHeader('20261123T120000Z');
    const error = await refusalOf(withAddedHeader(signed, 'date', '20261123T120000Z'));
    expect(error.code).toBe('IncompleteSignature');
  });

  it('yields to X-Amz-Date', async () => {
    const signed = await signSample({
      headers: [...sampleRequest.headers, ['Date', 'Tue, 01 Jan 2030 00:00:00 GMT']],
    });
    expect(await verifySample(signed)).toMatchObject({ signedAt: sampleDate });
  });
});

describe('the clock', () => {
  it.each([-5, 0, 5])('%i minutes apart is near enough', async (minutes) => {
    const now = new Date(sampleDate.getTime() + minutes * 60_000);
    expect(await verifySample(await signSample(), { now })).toBeDefined();
  });

  it('one millisecond more is not', async () => {
    const now = new Date(sampleDate.getTime() + 5 * 60_000 + 1);
    expect((await refusalOf(await signSample(), { now })).message).toMatch(/^Signature expired/);
  });
});

it('any region is accepted where none is named', async () => {
  const signed = await signSample({}, { region: 'mars-north-1' });
  expect(await verifySample(signed, { regions: undefined })).toMatchObject({
    scope: { region: 'mars-north-1' },
  });
});

/** Our signer always sends X-Amz-Date, so this signature is put together from the parts. */
async function signWithDateHeader(date: string): Promise<HttpRequest> {
  const request: HttpRequest = {
    method: 'GET',
    path: '/',
    query: '',
    headers: [
      ['Host', 'notes.example'],
      ['Date', date],
    ],
  };
  const scope = { date: '20261123', region: 'eu-central-1', service: 'notes' };
  const signedHeaders = ['date', 'host'];
  const canonical = canonicalRequest(request, {
    signedHeaders,
    payloadHash: await digest.sha256Hex(''),
  });
  const toSign = await stringToSign({
    amzDate: '20261123T120000Z',
    scope,
    canonicalRequest: canonical,
  });
  const key = await deriveSigningKey(sampleCredentials.secretAccessKey, scope);
  const credential = `${sampleCredentials.accessKeyId}/20261123/eu-central-1/notes/aws4_request`;
  const signature = await digest.hmacSha256Hex(key, toSign);
  return withAddedHeader(
    request,
    'Authorization',
    `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=date;host, Signature=${signature}`,
  );
}
