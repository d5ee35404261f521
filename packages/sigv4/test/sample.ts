// One signed request that verifies, for tests to spoil: the passing control of every refusal.
import {
  type Credentials,
  deriveSigningKey,
  type HttpHeader,
  type HttpRequest,
  type SignatureError,
  type SigningKeyLookup,
  type SignRequestOptions,
  signRequest,
  type VerifiedSignature,
  type VerifyRequestOptions,
  verifyRequest,
} from '../src/index.js';

export const sampleDate = new Date('2026-11-23T12:00:00Z');

export const sampleCredentials: Credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

export const sampleRequest: HttpRequest = {
  method: 'POST',
  path: '/notes/42',
  query: 'draft=true',
  headers: [
    ['Host', 'notes.example:8080'],
    ['Content-Type', 'application/json'],
    ['X-Amz-Meta-Colour', 'green'],
  ],
  body: '{"text":"hello"}',
};

/** The lookup of a service that knows the sample key alone. */
export const sampleKeys: SigningKeyLookup<string> = async ({ accessKeyId, scope }) =>
  accessKeyId === sampleCredentials.accessKeyId
    ? {
        signingKey: await deriveSigningKey(sampleCredentials.secretAccessKey, scope),
        principal: 'alice',
      }
    : undefined;

export function signSample(
  changes: Partial<HttpRequest> = {},
  options: Partial<SignRequestOptions> = {},
): Promise<HttpRequest> {
  return signRequest(
    { ...sampleRequest, ...changes },
    {
      credentials: sampleCredentials,
      region: 'eu-central-1',
      service: 'notes',
      date: sampleDate,
      ...options,
    },
  );
}

export function verifySample(
  request: HttpRequest,
  options: Partial<VerifyRequestOptions<string>> = {},
): Promise<VerifiedSignature<string> | undefined> {
  return verifyRequest(request, {
    signingKeys: sampleKeys,
    now: sampleDate,
    service: 'notes',
    regions: ['eu-central-1'],
    ...options,
  });
}

/** The error that verifying ends in; fails the test when it ends in anything else. */
export async function refusalOf(
  request: HttpRequest,
  options: Partial<VerifyRequestOptions<string>> = {},
): Promise<SignatureError> {
  return verifySample(request, options).then(
    (verified) => {
      throw new Error(`expected a refusal, found ${JSON.stringify(verified)}`);
    },
    (error: SignatureError) => error,
  );
}

/** The value of a header of the request. */
export function headerOf(request: HttpRequest, name: string): string {
  const found = request.headers.find(([other]) => other.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw new Error(`expected the header ${name}, found none`);
  return found[1];
}

/** The request with a header's value changed; undefined takes the header out. */
export function withHeader(
  request: HttpRequest,
  name: string,
  change: (value: string) => string | undefined,
): HttpRequest {
  const headers = request.headers.flatMap(([other, value]): HttpHeader[] => {
    if (other.toLowerCase() !== name.toLowerCase()) return [[other, value]];
    const changed = change(value);
    return changed === undefined ? [] : [[other, changed]];
  });
  return { ...request, headers };
}

/** The request with one more header line at its end. */
export function withAddedHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  return { ...request, headers: [...request.headers, [name, value]] };
}
