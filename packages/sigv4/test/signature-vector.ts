// The shape of a signature vector, and the dozen lines that run one.
import { expect } from 'vitest';
import {
  type Credentials,
  deriveSigningKey,
  type HttpHeader,
  type HttpRequest,
  type PathRule,
  SignatureError,
  signRequest,
  verifyRequest,
} from '../src/index.js';

export interface SignatureVector {
  readonly name: string;
  readonly source: string;
  readonly given: {
    readonly credentials: Credentials;
    readonly region: string;
    readonly service: string;
    readonly date: string;
    readonly pathRule: PathRule;
    readonly contentSha256Header: boolean;
    readonly tokenAfterSigning?: boolean;
    readonly request: HttpRequest;
  };
  readonly expect: {
    readonly canonicalRequest: string;
    readonly stringToSign: string;
    readonly authorization: string;
  };
}

/** Signing gives the vector's Authorization header. */
export async function expectSigned({ given, expect: expected }: SignatureVector): Promise<void> {
  const signed = await signRequest(given.request, { ...given, date: new Date(given.date) });
  expect(authorizationOf(signed.headers)).toBe(expected.authorization);
}

/** Verifying accepts the vector's signature, and explains a spoilt one in the vector's words. */
export async function expectVerified(vector: SignatureVector): Promise<void> {
  const { given, expect: expected } = vector;
  const signed = await signRequest(given.request, { ...given, date: new Date(given.date) });
  const verified = await verify(signed, vector);
  expect(verified?.accessKeyId).toBe(given.credentials.accessKeyId);
  expect(verified?.signedAt.toISOString()).toBe(new Date(given.date).toISOString());

  const spoilt = expected.authorization.replace(/Signature=.{4}/, 'Signature=0000');
  const headers = signed.headers.map(
    ([name, value]): HttpHeader => [name, name === 'Authorization' ? spoilt : value],
  );
  const refusal = await verify({ ...signed, headers }, vector).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(SignatureError);
  expect(refusal).toMatchObject({
    code: 'SignatureDoesNotMatch',
    canonicalRequest: expected.canonicalRequest,
    stringToSign: expected.stringToSign,
  });
}

function verify(request: HttpRequest, { given }: SignatureVector) {
  return verifyRequest(request, {
    signingKeys: async ({ scope }) => ({
      signingKey: await deriveSigningKey(given.credentials.secretAccessKey, scope),
      principal: 'someone',
    }),
    now: new Date(given.date),
    service: given.service,
    regions: [given.region],
    pathRule: given.pathRule,
    tokenAfterSigning: given.tokenAfterSigning ?? false,
  });
}

function authorizationOf(headers: readonly HttpHeader[]): string | undefined {
  return headers.find(([name]) => name === 'Authorization')?.[1];
}
