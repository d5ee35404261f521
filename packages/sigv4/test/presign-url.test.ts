// Presigned URLs: what is made, what verifies, for how long.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deriveSigningKey,
  type HttpRequest,
  type PathRule,
  presignUrl,
  verifyRequest,
} from '../src/index.js';
import {
  arbitraryByteQuery,
  arbitraryCredentials,
  arbitraryDate,
  arbitraryQuery,
  arbitraryRequest,
} from './arbitrary-request.js';
import { presignSample } from './presign-sample.js';
import { refusalOf, sampleCredentials, sampleDate, sampleKeys, verifySample } from './sample.js';

const after = (seconds: number) => new Date(sampleDate.getTime() + seconds * 1000);

it('a presigned URL verifies, and says that it is one', async () => {
  const presigned = await presignSample();
  expect(await verifySample(presigned)).toEqual({
    principal: 'alice',
    algorithm: 'AWS4-HMAC-SHA256',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    scope: { date: '20261123', region: 'eu-central-1', service: 'notes' },
    signedHeaders: ['host', 'x-amz-meta-colour'],
    signedAt: sampleDate,
    acceptedUntil: after(3600),
    presigned: true,
    payload: 'signed',
    payloadSigned: true,
    sessionToken: false,
    fingerprint: new URL(presigned.url).searchParams.get('X-Amz-Signature'),
  });
});

it('a presigned URL is refused where the verifier wants none', async () => {
  const presigned = await presignSample();
  expect(await verifySample(presigned, { presigned: true })).toBeDefined();
  const error = await refusalOf(presigned, { presigned: false });
  expect(error.code).toBe('InvalidRequest');
  expect(error.message).toMatch(/presigned URL, which is not supported here/);
});

it('the URL holds the host, the path and the whole query', async () => {
  const { url, query } = await presignSample();
  expect(url).toBe(`https://notes.example:8080/notes/42?${query}`);
  expect(query.startsWith('draft=true&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=')).toBe(
    true,
  );
  const insecure = await presignSample({}, { protocol: 'http' });
  expect(insecure.url.startsWith('http://notes.example:8080/')).toBe(true);
});

it('a presigned URL can be presigned again, and the second signature is the only one', async () => {
  const first = await presignSample();
  const second = await presignSample(first, { expiresSeconds: 7 });
  expect(second.query).not.toBe(first.query);
  expect(second.query.match(/X-Amz-Signature=/g)).toHaveLength(1);
  expect(await verifySample(second)).toBeDefined();
});

describe('how long', () => {
  it.each([1, 3600, 604_800])('%i seconds, to the second', async (expiresSeconds) => {
    const presigned = await presignSample({}, { expiresSeconds });
    expect(await verifySample(presigned, { now: after(expiresSeconds) })).toBeDefined();
    const error = await refusalOf(presigned, { now: after(expiresSeconds + 0.001) });
    expect(error.code).toBe('SignatureDoesNotMatch');
    expect(error.message).toMatch(/^Signature expired: 20261123T120000Z is now earlier than/);
  });

  it('the skew holds before its time, and not after its end', async () => {
    const presigned = await presignSample({}, { expiresSeconds: 1 });
    expect(await verifySample(presigned, { now: after(-300) })).toBeDefined();
    const early = await refusalOf(presigned, { now: after(-300.001) });
    expect(early.message).toMatch(/^Signature not yet current/);
    expect((await refusalOf(presigned, { now: after(2) })).message).toMatch(/^Signature expired/);
  });

  it.each([0, -1, 1.5, 604_801, Number.NaN])('%d seconds cannot be asked for', async (seconds) => {
    await expect(presignSample({}, { expiresSeconds: seconds })).rejects.toThrow(RangeError);
  });
});

describe('the body', () => {
  const url = (pathRule: PathRule, more = {}) => presignSample({}, { pathRule, ...more });

  it('is signed for every service but S3', async () => {
    const presigned = await url('normalized');
    expect(await verifySample(presigned)).toMatchObject({ payloadSigned: true });
    const error = await refusalOf({ ...presigned, body: 'other' });
    expect(error.code).toBe('SignatureDoesNotMatch');
  });

  it('may be any by the rule of S3', async () => {
    const presigned = { ...(await url('s3')), body: 'other' };
    expect(await verifySample(presigned, { pathRule: 's3' })).toMatchObject({
      payloadSigned: false,
    });
    const strict = { pathRule: 's3', unsignedPayload: false } as const;
    expect((await refusalOf(presigned, strict)).code).toBe('SignatureDoesNotMatch');
  });

  it('is bound under S3 too when its hash is said', async () => {
    const presigned = await url('s3', { unsignedPayload: false });
    expect(presigned.query).toMatch(/X-Amz-Content-Sha256=[0-9a-f]{64}/);
    expect(await verifySample(presigned, { pathRule: 's3' })).toMatchObject({
      payloadSigned: true,
    });
    const error = await refusalOf({ ...presigned, body: 'other' }, { pathRule: 's3' });
    expect(error.code).toBe('XAmzContentSHA256Mismatch');
  });

  it('is open for another service when both sides say so', async () => {
    const presigned = { ...(await url('normalized', { unsignedPayload: true })), body: 'other' };
    expect(presigned.query).toMatch(/X-Amz-Content-Sha256=UNSIGNED-PAYLOAD/);
    expect(await verifySample(presigned, { unsignedPayload: true })).toBeDefined();
    expect((await refusalOf(presigned)).code).toBe('InvalidRequest');
  });
});

describe('a session token', () => {
  const credentials = { ...sampleCredentials, sessionToken: 'FwoGZXIv+YXdz/EXAMPLE==' };
  const signingKeys: typeof sampleKeys = async (query) =>
    query.sessionToken === credentials.sessionToken ? sampleKeys(query) : undefined;

  it('is a signed parameter, and reaches the lookup as it was issued', async () => {
    const presigned = await presignSample({}, { credentials });
    expect(await verifySample(presigned, { signingKeys })).toMatchObject({ sessionToken: true });
    const later = await refusalOf(presigned, { signingKeys, tokenAfterSigning: true });
    expect(later.code).toBe('SignatureDoesNotMatch');
  });

  it('is added after signing where both sides say so', async () => {
    const presigned = await presignSample({}, { credentials, tokenAfterSigning: true });
    const options = { signingKeys, tokenAfterSigning: true };
    expect(await verifySample(presigned, options)).toMatchObject({ sessionToken: true });
    expect((await refusalOf(presigned, { signingKeys })).code).toBe('SignatureDoesNotMatch');
    const other = { ...presigned, query: presigned.query.replace('FwoG', 'FwoH') };
    expect((await refusalOf(other, options)).code).toBe('InvalidClientTokenId');
  });
});

it('what is presigned verifies', { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(
      arbitraryRequest,
      fc.oneof(arbitraryQuery, arbitraryByteQuery),
      arbitraryCredentials,
      arbitraryDate,
      fc.constantFrom<PathRule>('normalized', 's3'),
      async (given, query, credentials, date, pathRule) => {
        const request: HttpRequest = { ...given, query };
        const scope = { region: 'eu-central-1', service: 'notes', expiresSeconds: 60 };
        const presigned = await presignUrl(request, { ...scope, credentials, date, pathRule });
        const verified = await verifyRequest(presigned, {
          signingKeys: async (asked) => {
            expect(asked.sessionToken).toBe(credentials.sessionToken);
            const signingKey = await deriveSigningKey(credentials.secretAccessKey, asked.scope);
            return { signingKey, principal: asked.accessKeyId };
          },
          now: date,
          service: 'notes',
          pathRule,
        });
        expect(verified?.principal).toBe(credentials.accessKeyId);
      },
    ),
  ),
);

it('one changed byte anywhere in the query is refused', { timeout: 60_000 }, async () => {
  const presigned = await presignSample();
  const { query } = presigned;
  for (let index = 0; index < query.length; index++) {
    const code = query.charCodeAt(index) ^ 1;
    const flipped = query.slice(0, index) + String.fromCharCode(code) + query.slice(index + 1);
    const verdict = await verifySample({ ...presigned, query: flipped }).catch(
      (error: unknown) => error,
    );
    if (verdict !== undefined) expect(verdict).toBeInstanceOf(Error);
  }
});
