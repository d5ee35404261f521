// The shape of a vector of a presigned URL, and the dozen lines that run one.
import { expect } from 'vitest';
import {
  deriveSigningKey,
  type HttpRequest,
  type PresignUrlOptions,
  presignUrl,
  SignatureError,
  verifyRequest,
} from '../src/index.js';

export interface PresignedVector {
  readonly name: string;
  readonly source: string;
  readonly given: Omit<PresignUrlOptions, 'date'> & {
    readonly date: string;
    readonly request: HttpRequest;
  };
  readonly expect: {
    readonly canonicalRequest: string;
    readonly stringToSign: string;
    /** The raw query, the signature in it. */
    readonly query: string;
  };
}

/** Presigning gives the vector's query. */
export async function expectPresigned({ given, expect: expected }: PresignedVector): Promise<void> {
  const { query } = await presignUrl(given.request, { ...given, date: new Date(given.date) });
  expect(query.split('&').sort()).toEqual(expected.query.split('&').sort());
}

/** Verifying accepts the vector's URL, and explains a spoilt one in the vector's words. */
export async function expectUrlVerified(vector: PresignedVector): Promise<void> {
  const { given, expect: expected } = vector;
  const verified = await verify(expected.query, vector);
  expect(verified?.accessKeyId).toBe(given.credentials.accessKeyId);
  expect(verified?.presigned).toBe(true);

  const spoilt = expected.query.replace(/X-Amz-Signature=.{4}/, 'X-Amz-Signature=0000');
  const refusal = await verify(spoilt, vector).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(SignatureError);
  expect(refusal).toMatchObject({
    code: 'SignatureDoesNotMatch',
    canonicalRequest: expected.canonicalRequest,
    stringToSign: expected.stringToSign,
  });
}

function verify(query: string, { given }: PresignedVector) {
  return verifyRequest(
    { ...given.request, query },
    {
      signingKeys: async ({ scope, sessionToken }) => {
        expect(sessionToken).toBe(given.credentials.sessionToken);
        return {
          signingKey: await deriveSigningKey(given.credentials.secretAccessKey, scope),
          principal: 'someone',
        };
      },
      now: new Date(given.date),
      service: given.service,
      regions: [given.region],
      pathRule: given.pathRule ?? 'normalized',
      ...(given.unsignedPayload === undefined ? {} : { unsignedPayload: given.unsignedPayload }),
      tokenAfterSigning: given.tokenAfterSigning ?? false,
    },
  );
}
