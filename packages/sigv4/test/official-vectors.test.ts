// The official signing test suites, where their converted files lie beside the checkout.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deriveSigningKey, type HttpHeader, verifyRequest } from '../src/index.js';
import { expectSigned, expectVerified, type SignatureVector } from './signature-vector.js';

/** A vector as the converted suites have it. */
interface OfficialVector {
  readonly id: string;
  readonly source: string;
  readonly credentials: SignatureVector['given']['credentials'];
  readonly region: string;
  readonly service: string;
  readonly timestamp: string;
  readonly request: OfficialRequest;
  readonly signedRequest: OfficialRequest;
  readonly options: { readonly normalizePath: boolean; readonly omitSessionToken: boolean };
  readonly expected: SignatureVector['expect'] & { readonly signedHeaders: string };
}

interface OfficialRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly HttpHeader[];
  readonly bodyBase64: string;
}

const file = new URL('../../../../shared/vectors/sigv4/v4-header.json', import.meta.url);
const absent = 'official SigV4 vectors skipped: no shared/vectors/sigv4 beside the checkout';

if (existsSync(file)) {
  const official = JSON.parse(readFileSync(file, 'utf8')) as readonly OfficialVector[];

  describe.each(official)('$id', (vector) => {
    it('is signed as the suite has it', () => expectSigned(converted(vector)));
    it('is verified as the suite has it', () => expectVerified(converted(vector)));
    it('the signed request of the suite itself is verified', () => expectVerdict(vector));
  });

  it('the suite is there as a whole', () => expect(official.length).toBeGreaterThanOrEqual(49));
} else {
  console.log(absent);
  it('the official vectors hold', (context) => context.skip(absent));
}

function converted(vector: OfficialVector): SignatureVector {
  const { accessKeyId, secretAccessKey, sessionToken } = vector.credentials;
  const signsToken = sessionToken !== undefined && !vector.options.omitSessionToken;
  return {
    name: vector.id,
    source: vector.source,
    given: {
      credentials: { accessKeyId, secretAccessKey, ...(signsToken ? { sessionToken } : {}) },
      region: vector.region,
      service: vector.service,
      date: vector.timestamp,
      // The suite's unfolded paths hold no `%`, so S3's rule reads them as they are meant.
      pathRule: vector.options.normalizePath ? 'normalized' : 's3',
      contentSha256Header: vector.expected.signedHeaders.includes('x-amz-content-sha256'),
      request: withBody(vector.request),
    },
    expect: vector.expected,
  };
}

async function expectVerdict(vector: OfficialVector): Promise<void> {
  const verdict = verifyRequest(withBody(vector.signedRequest), {
    signingKeys: async ({ scope }) => ({
      signingKey: await deriveSigningKey(vector.credentials.secretAccessKey, scope),
      principal: vector.id,
    }),
    now: new Date(vector.timestamp),
    service: vector.service,
    pathRule: vector.options.normalizePath ? 'normalized' : 's3',
  });
  if (leavesTokenUnsigned(vector)) {
    await expect(verdict).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
  } else {
    expect((await verdict)?.principal).toBe(vector.id);
  }
}

/** A signer's option that we do not follow: every `x-amz-*` header has to be signed. */
function leavesTokenUnsigned(vector: OfficialVector): boolean {
  return vector.credentials.sessionToken !== undefined && vector.options.omitSessionToken;
}

function withBody({ bodyBase64, ...request }: OfficialRequest) {
  return { ...request, body: Buffer.from(bodyBase64, 'base64') };
}
