// The official test suites of Signature Version 4: in the header, and in the query.
import { expect, it } from 'vitest';
import { deriveSigningKey, verifyRequest } from '../src/index.js';
import {
  eachOfficial,
  type OfficialVector,
  officialOptions,
  officialRequest,
} from './official-vector.js';
import { expectPresigned, expectUrlVerified, type PresignedVector } from './presigned-vector.js';
import { expectSigned, expectVerified, type SignatureVector } from './signature-vector.js';

interface HeaderVector extends OfficialVector {
  readonly expected: OfficialVector['expected'] & { readonly authorization: string };
}

interface QueryVector extends OfficialVector {
  readonly expected: OfficialVector['expected'] & { readonly query: string };
}

eachOfficial<HeaderVector>(
  'v4-header.json',
  (vector) => {
    it('is signed as the suite has it', () => expectSigned(inHeader(vector)));
    it('is verified as the suite has it', () => expectVerified(inHeader(vector)));
    it('the signed request of the suite itself is verified', () => expectPrincipal(vector));
  },
  (vectors) => expect(vectors.length).toBeGreaterThanOrEqual(49),
);

eachOfficial<QueryVector>(
  'v4-query.json',
  (vector) => {
    it('is presigned as the suite has it', () => expectPresigned(inQuery(vector)));
    it('is verified as the suite has it', () => expectUrlVerified(inQuery(vector)));
  },
  (vectors) => expect(vectors.length).toBeGreaterThanOrEqual(39),
);

function inHeader(vector: HeaderVector): SignatureVector {
  return {
    name: vector.id,
    source: vector.source,
    given: {
      ...officialOptions(vector),
      date: vector.timestamp,
      contentSha256Header: vector.expected.signedHeaders.includes('x-amz-content-sha256'),
      request: officialRequest(vector.request),
    },
    expect: vector.expected,
  };
}

function inQuery(vector: QueryVector): PresignedVector {
  return {
    name: vector.id,
    source: vector.source,
    given: {
      ...officialOptions(vector),
      date: vector.timestamp,
      expiresSeconds: vector.options.expires,
      unsignedPayload: vector.expected.canonicalRequest.endsWith('\nUNSIGNED-PAYLOAD'),
      contentSha256: false,
      request: officialRequest(vector.request),
    },
    expect: vector.expected,
  };
}

async function expectPrincipal(vector: HeaderVector): Promise<void> {
  const { service, pathRule, tokenAfterSigning } = officialOptions(vector);
  const verified = await verifyRequest(officialRequest(vector.signedRequest), {
    signingKeys: async ({ scope, sessionToken }) => {
      expect(sessionToken).toBe(vector.credentials.sessionToken);
      return {
        signingKey: await deriveSigningKey(vector.credentials.secretAccessKey, scope),
        principal: vector.id,
      };
    },
    now: new Date(vector.timestamp),
    service,
    pathRule,
    tokenAfterSigning,
  });
  expect(verified?.principal).toBe(vector.id);
}
