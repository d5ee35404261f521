// Whether an answer is waited for: only where key or body are.
import { expect, it } from 'vitest';
import {
  deriveSigningKey,
  type SigningKeyMatch,
  type VerifyRequestHeadOptions,
  verifyRequest,
  verifyRequestHead,
} from '../src/index.js';
import {
  sampleCredentials,
  sampleDate,
  sampleRequest,
  signSample,
  withAddedHeader,
  withHeader,
} from './sample.js';

const scope = { date: '20261123', region: 'eu-central-1', service: 'notes' };
const match: SigningKeyMatch<string> = {
  signingKey: await deriveSigningKey(sampleCredentials.secretAccessKey, scope),
  principal: 'alice',
};
const body = Buffer.from(sampleRequest.body as string);
const options: VerifyRequestHeadOptions<string> = {
  ...{ signingKeys: () => match, receiveBody: () => body },
  ...{ now: sampleDate, service: 'notes' },
};
const signed = await signSample();
const forged = withHeader(signed, 'content-type', () => 'text/plain');

it('a head whose key and body are at hand is verified at once', () => {
  expect(verifyRequestHead(signed, options)).toMatchObject({ principal: 'alice' });
});

it('a head without a signature is answered at once', () => {
  expect(verifyRequestHead(sampleRequest, options)).toBeUndefined();
});

it.each([
  ['whose signature differs', forged, {}, 'SignatureDoesNotMatch'],
  ['that cannot be read', withHeader(signed, 'x-amz-date', () => 'now'), {}, 'IncompleteSignature'],
  ['of an unknown key', signed, { signingKeys: () => undefined }, 'InvalidClientTokenId'],
  [
    'of expired credentials',
    signed,
    { signingKeys: () => ({ ...match, expiration: sampleDate }) },
    'ExpiredToken',
  ],
])('a head %s is refused at once', (_what, request, others, code) => {
  const verify = () => verifyRequestHead(request, { ...options, ...others });
  expect(verify).toThrow(expect.objectContaining({ code }));
});

it('what a lookup throws is thrown at once', () => {
  const broken = new Error('the store is down');
  const signingKeys = () => {
    throw broken;
  };
  expect(() => verifyRequestHead(signed, { ...options, signingKeys })).toThrow(broken);
});

it.each([
  ['key', { signingKeys: async () => match }],
  ['body', { receiveBody: async () => body }],
])('a head whose %s comes later is verified, or refused, later', async (_what, later) => {
  const verified = verifyRequestHead(signed, { ...options, ...later });
  expect(verified).toBeInstanceOf(Promise);
  expect(await verified).toMatchObject({ principal: 'alice' });
  await expect(verifyRequestHead(forged, { ...options, ...later })).rejects.toMatchObject({
    code: 'SignatureDoesNotMatch',
  });
});

it('a lookup that rejects is a rejection', async () => {
  const broken = new Error('the store is down');
  const signingKeys = () => Promise.reject(broken);
  await expect(verifyRequestHead(signed, { ...options, signingKeys })).rejects.toBe(broken);
});

it('a promise of another make is waited for', async () => {
  const signingKeys = () => {
    const thenable: PromiseLike<typeof match> = {
      // biome-ignore lint/suspicious/noThenProperty: what is tested
      then: (done, failed) => Promise.resolve(match).then(done, failed),
    };
    return thenable as Promise<typeof match>;
  };
  const verified = await verifyRequestHead(signed, { ...options, signingKeys });
  expect(verified?.principal).toBe('alice');
});

it('a whole request is a promise in any case, which rejects and never throws', async () => {
  expect(await verifyRequest(signed, options)).toMatchObject({ principal: 'alice' });
  expect(await verifyRequest(sampleRequest, options)).toBeUndefined();
  for (const spoilt of [forged, withAddedHeader(signed, 'X-Amz-Date', '20261123T120000Z')]) {
    const verdict = verifyRequest(spoilt, options);
    expect(verdict).toBeInstanceOf(Promise);
    await expect(verdict).rejects.toMatchObject({ name: 'SignatureError' });
  }
});
