// SigV4A: whose keys, which regions, and what is refused beside the control that passes.
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4a } from '@smithy/signature-v4a';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deriveKeyPair,
  deriveSigningKey,
  type HttpHeader,
  type HttpRequest,
  type SigningKeyLookup,
  type SigningKeyQuery,
  type SignRequestOptions,
  type VerifyRequestOptions,
  verifyRequest,
} from '../src/index.js';
import { isInRegionSet, parseRegionSet } from '../src/region-set.js';
import { arbitraryCredentials, arbitraryDate, arbitraryRequest } from './arbitrary-request.js';
import { presignSample } from './presign-sample.js';
import {
  refusalOf,
  sampleCredentials,
  sampleDate,
  signSample,
  verifySample,
  withAddedHeader,
  withHeader,
} from './sample.js';

const algorithm = 'AWS4-ECDSA-P256-SHA256';

const signingKeys: SigningKeyLookup<string> = async (query) =>
  query.algorithm === algorithm
    ? { publicKey: (await deriveKeyPair(sampleCredentials)).publicKey, principal: 'alice' }
    : {
        signingKey: await deriveSigningKey(sampleCredentials.secretAccessKey, query.scope),
        principal: 'alice',
      };

const accepting: Partial<VerifyRequestOptions<string>> = {
  algorithms: ['AWS4-HMAC-SHA256', algorithm],
  signingKeys,
};
const sign = (options: Partial<SignRequestOptions> = {}) =>
  signSample({}, { algorithm, region: 'us-east-1,eu-*', ...options });

it('a signature for a set of regions verifies in one of them', async () => {
  const asked: SigningKeyQuery[] = [];
  const verified = await verifySample(await sign(), {
    ...accepting,
    signingKeys: (query) => {
      asked.push(query);
      return signingKeys(query);
    },
  });
  const scope = { date: '20261123', region: 'us-east-1,eu-*', service: 'notes' };
  expect(verified).toMatchObject({ principal: 'alice', algorithm, scope });
  expect(asked).toEqual([{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', algorithm, scope }]);
});

it('a presigned URL for a set of regions verifies in one of them', async () => {
  const presigned = await presignSample({}, { algorithm, region: '*' });
  expect(await verifySample(presigned, accepting)).toMatchObject({ algorithm, presigned: true });
  const error = await refusalOf({ ...presigned, method: 'DELETE' }, accepting);
  expect(error.code).toBe('SignatureDoesNotMatch');
});

it('it is accepted only where the verifier says so', async () => {
  for (const signed of [await sign(), await presignSample({}, { algorithm })]) {
    expect(await verifySample(signed, accepting)).toBeDefined();
    const error = await refusalOf(signed, { signingKeys });
    expect(error.code).toBe('InvalidRequest');
    expect(error.message).toMatch(/`AWS4-ECDSA-P256-SHA256`, which is not supported here/);
  }
  const asymmetric = { ...accepting, algorithms: [algorithm] } as const;
  expect((await refusalOf(await signSample(), asymmetric)).code).toBe('InvalidRequest');
});

it('a lookup that gives the other kind of key gives none', async () => {
  const { publicKey } = await deriveKeyPair(sampleCredentials);
  const error = await refusalOf(await sign(), {
    ...accepting,
    signingKeys: async () => ({ signingKey: new Uint8Array(32), principal: 'alice' }),
  });
  expect(error.code).toBe('InvalidClientTokenId');
  const other = await refusalOf(await signSample(), {
    ...accepting,
    signingKeys: async () => ({ publicKey, principal: 'alice' }),
  });
  expect(other.code).toBe('InvalidClientTokenId');
});

it('a key pair is that of the key, its secret, and nothing else', async () => {
  const pair = await deriveKeyPair(sampleCredentials);
  expect(pair).toEqual(await deriveKeyPair(sampleCredentials));
  const otherId = await deriveKeyPair({ ...sampleCredentials, accessKeyId: 'AKIAOTHER' });
  expect(otherId.publicKey).not.toEqual(pair.publicKey);
  expect(pair.privateKey).toHaveLength(32);
});

// The signing test suite of awslabs/aws-c-auth, SigV4A.
it('the public key of the official suite’s credentials is the suite’s', async () => {
  const { publicKey } = await deriveKeyPair({
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  });
  expect(Buffer.from(publicKey).toString('hex')).toBe(
    '04b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518',
  );
});

it.each(['', 'us east', 'us-east-1,', 'a/b', Array(65).fill('a').join(',')])(
  'the region set %j cannot be signed for',
  (region) => expect(sign({ region })).rejects.toThrow(TypeError),
);

const parts = (change: (value: string) => string) => (signed: HttpRequest) =>
  withHeader(signed, 'Authorization', change);
const regionSet = (value: string | undefined) => (signed: HttpRequest) =>
  withHeader(signed, 'X-Amz-Region-Set', () => value);

it.each<[string, string, (signed: HttpRequest) => HttpRequest]>([
  ['no region set', 'SignatureDoesNotMatch|IncompleteSignature', regionSet(undefined)],
  ['an empty region set', 'IncompleteSignature', regionSet('')],
  ['a region set with an empty region', 'IncompleteSignature', regionSet('us-east-1,,eu-*')],
  ['more regions than are read', 'IncompleteSignature', regionSet(Array(65).fill('a').join())],
  ['a longer region than is read', 'IncompleteSignature', regionSet('*'.repeat(65))],
  ['a set without our region', 'SignatureDoesNotMatch', regionSet('us-east-1,ap-*')],
  ['a wider set', 'SignatureDoesNotMatch', regionSet('us-east-1,eu-*,*')],
  ['a second region set', 'InvalidRequest', (it) => withAddedHeader(it, 'x-amz-region-set', '*')],
  [
    'a region set that is not signed',
    'SignatureDoesNotMatch',
    parts((value) => value.replace(';x-amz-region-set', '')),
  ],
  [
    'a credential with a region',
    'IncompleteSignature',
    parts((value) => value.replace('/notes/', '/eu-central-1/notes/')),
  ],
  [
    'a credential without a service',
    'IncompleteSignature',
    parts((value) => value.replace('/notes/', '/')),
  ],
  [
    'a signature of HMAC’s form',
    'IncompleteSignature',
    parts((value) => value.replace(/Signature=.*/, `Signature=${'0'.repeat(64)}`)),
  ],
  [
    'a signature in upper case',
    'IncompleteSignature',
    parts((value) => value.replace(/(Signature=)(.*)/, (_, name, hex) => name + hex.toUpperCase())),
  ],
  ['another body', 'SignatureDoesNotMatch', (it) => ({ ...it, body: 'other' })],
  ['another path', 'SignatureDoesNotMatch', (it) => ({ ...it, path: '/notes/43' })],
  ['another service', 'SignatureDoesNotMatch', parts((value) => value.replace('notes', 'iam'))],
])('%s is refused with %s', async (_, code, spoil) => {
  const signed = await sign();
  expect(await verifySample(signed, accepting)).toBeDefined();
  expect((await refusalOf(spoil(signed), accepting)).code).toMatch(new RegExp(`^(${code})$`));
});

describe('a region set', () => {
  it.each([
    ['us-east-1', 'us-east-1', true],
    ['us-east-1', 'us-east-2', false],
    ['us-east-1', 'us-east-11', false],
    ['*', 'anything', true],
    ['us-*', 'us-east-1', true],
    ['us-*', 'eu-west-1', false],
    ['*-1', 'us-east-1', true],
    ['*-1', 'us-east-2', false],
    ['u*e*1', 'us-east-1', true],
    ['eu-west-1,us-*', 'us-gov-east-1', true],
    ['eu-west-1, us-east-1', 'us-east-1', true],
    ['US-EAST-1', 'us-east-1', false],
    ['us-east-?', 'us-east-1', false],
  ])('%s holds %s: %s', (set, region, holds) => {
    expect(isInRegionSet(region, parseRegionSet(set) ?? [])).toBe(holds);
  });

  it('is matched in no time, whatever it says', () => {
    const patterns = Array.from({ length: 64 }, () => '*a'.repeat(32));
    const start = process.cpuUsage().user;
    expect(isInRegionSet(`${'a'.repeat(63)}b`, patterns)).toBe(false);
    expect(process.cpuUsage().user - start).toBeLessThan(50_000);
  });
});

it('a request signed by @smithy/signature-v4a is verified', { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(
      arbitraryRequest,
      arbitraryCredentials,
      arbitraryDate,
      async (request, credentials, date) => {
        const signer = new SignatureV4a({
          credentials: { ...credentials, secretAccessKey: String(credentials.secretAccessKey) },
          region: 'us-east-1,eu-*',
          service: 'notes',
          sha256: Sha256,
        });
        const { headers } = await signer.sign(
          {
            method: request.method,
            protocol: 'https:',
            hostname: 'notes.example',
            path: request.path,
            query: {},
            headers: Object.fromEntries(request.headers),
            body: request.body,
          },
          { signingDate: date },
        );
        const received = Object.entries(headers) as HttpHeader[];
        const verified = await verifyRequest(
          { ...request, query: '', headers: received },
          {
            algorithms: [algorithm],
            signingKeys: async (asked) => {
              expect(asked.sessionToken).toBe(credentials.sessionToken);
              const { publicKey } = await deriveKeyPair(credentials);
              return { publicKey, principal: asked.accessKeyId };
            },
            now: date,
            service: 'notes',
            regions: ['eu-central-1'],
          },
        );
        expect(verified?.principal).toBe(credentials.accessKeyId);
      },
    ),
    { numRuns: 20 },
  ),
);

it('a past signature is past in every region', async () => {
  const now = new Date(sampleDate.getTime() + 6 * 60_000);
  expect((await refusalOf(await sign(), { ...accepting, now })).message).toMatch(/^Signature exp/);
});
