// The body and what `x-amz-content-sha256` says of it.
import { expect, it } from 'vitest';
import { headerOf, refusalOf, sampleRequest, signSample, verifySample } from './sample.js';
import { signRaw } from './sign-raw.js';

const declared = (value: string) =>
  signSample({}, { contentSha256Header: true }).then((signed) => ({
    ...signed,
    headers: signed.headers.map(([name, old]) =>
      name === 'x-amz-content-sha256' ? ([name, value] as const) : ([name, old] as const),
    ),
  }));

it.each([
  ['text', 'grüße'],
  ['bytes', new Uint8Array([0, 255, 128])],
  ['nothing', ''],
  ['no bytes', new Uint8Array()],
])('%s as the body is signed and verified', async (_, body) => {
  expect(await verifySample(await signSample({ body }))).toBeDefined();
});

it('text is the same body as its UTF-8 bytes', async () => {
  const signed = await signSample({ body: 'grüße' });
  const body = new TextEncoder().encode('grüße');
  expect(await verifySample({ ...signed, body })).toBeDefined();
});

it('an absent body is the same as an empty one', async () => {
  const { body: _, ...signed } = await signSample({ body: '' });
  expect(await verifySample(signed)).toBeDefined();
});

it('another body is refused by its signature where no hash is declared', async () => {
  const error = await refusalOf({ ...(await signSample()), body: 'other' });
  expect(error.code).toBe('SignatureDoesNotMatch');
});

it('another body is refused by its hash where one is declared', async () => {
  const signed = await signSample({}, { contentSha256Header: true });
  expect(await verifySample(signed)).toBeDefined();
  const error = await refusalOf({ ...signed, body: 'other' });
  expect(error.code).toBe('XAmzContentSHA256Mismatch');
});

it.each(['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'])(
  '%s is refused by name',
  async (value) => {
    const error = await refusalOf(await declared(value));
    expect(error.code).toBe('InvalidRequest');
    expect(error.message).toMatch(/not supported/);
  },
);

it('an unsigned payload is accepted where the verifier says so, and only there', async () => {
  const unsigned = await signRaw({ payload: 'UNSIGNED-PAYLOAD' });
  expect(await verifySample(unsigned, { unsignedPayload: true })).toMatchObject({
    principal: 'alice',
    payloadSigned: false,
  });
  expect(await verifySample(unsigned, { unsignedPayload: true, pathRule: 's3' })).toBeDefined();
  for (const options of [{}, { pathRule: 's3' as const }, { unsignedPayload: false }]) {
    const error = await refusalOf(unsigned, options);
    expect(error.code).toBe('InvalidRequest');
    expect(error.message).toMatch(/unsigned one, which is not supported here/);
  }
});

it('an unsigned payload is declared by a signed header, or not at all', async () => {
  const { headers, ...unsigned } = await signRaw({ payload: 'UNSIGNED-PAYLOAD' });
  const undeclared = headers.filter(([name]) => name !== 'x-amz-content-sha256');
  const error = await refusalOf({ ...unsigned, headers: undeclared }, { unsignedPayload: true });
  expect(error.code).toBe('SignatureDoesNotMatch');
});

it('a hash in upper case, or none, is refused', async () => {
  const hash = headerOf(
    await signSample({}, { contentSha256Header: true }),
    'x-amz-content-sha256',
  );
  for (const value of [hash.toUpperCase(), hash.slice(1), '', 'unsigned-payload']) {
    expect((await refusalOf(await declared(value))).code).toBe('InvalidArgument');
  }
});

it('a declared hash must be single', async () => {
  const signed = await signSample({}, { contentSha256Header: true });
  const again = ['X-Amz-Content-Sha256', headerOf(signed, 'x-amz-content-sha256')] as const;
  const error = await refusalOf({ ...signed, headers: [...signed.headers, again] });
  expect(error.code).toBe('InvalidRequest');
});

it('a session token must be single', async () => {
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' };
  const signed = await signSample({}, { credentials });
  const again = ['x-amz-security-token', 'token'] as const;
  const error = await refusalOf({ ...signed, headers: [...signed.headers, again] });
  expect(error.code).toBe('InvalidRequest');
});

it('the hash is sent by the rule of S3, and otherwise when asked for', async () => {
  const sends = async (options: Parameters<typeof signSample>[1]) =>
    (await signSample({}, options)).headers.some(([name]) => name === 'x-amz-content-sha256');
  expect(await sends({})).toBe(false);
  expect(await sends({ contentSha256Header: true })).toBe(true);
  expect(await sends({ pathRule: 's3' })).toBe(true);
  expect(await sends({ pathRule: 's3', contentSha256Header: false })).toBe(false);
  expect(sampleRequest.headers).toHaveLength(3);
});
