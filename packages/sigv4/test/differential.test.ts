// Our signatures beside those of other signers, on random requests.
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import aws4 from 'aws4';
import { AwsClient } from 'aws4fetch';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  deriveSigningKey,
  type HttpHeader,
  type HttpRequest,
  presignUrl,
  type SignRequestOptions,
  signRequest,
  verifyRequest,
} from '../src/index.js';
import { arbitraryCredentials, arbitraryDate, arbitraryRequest } from './arbitrary-request.js';

const region = 'eu-central-1';
const given = fc.record({
  request: arbitraryRequest,
  credentials: arbitraryCredentials,
  date: arbitraryDate,
});

it('every service but S3: the signature is that of @smithy/signature-v4', { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(given, async ({ request, credentials, date }) => {
      const options = { credentials, date, region, service: 'notes', contentSha256Header: true };
      expect(await ours(request, options)).toBe(await smithys(request, options));
    }),
    { numRuns: 200 },
  ),
);

it('S3: the signature is that of @smithy/signature-v4', { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(given, async ({ request, credentials, date }) => {
      // The SDK hands the signer a path encoded as S3 wants it, and signs that as it is.
      const path = encodeLikeTheSdk(request.path);
      const options = { credentials, date, region, service: 's3', pathRule: 's3' as const };
      expect(await ours({ ...request, path }, options)).toBe(
        await smithys({ ...request, path }, options),
      );
    }),
    { numRuns: 200 },
  ),
);

it('every service but S3: the signature is that of aws4', { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(given, async ({ request, credentials, date }) => {
      fc.pre(!hasNamelessParameter(request));
      const options = { credentials, date, region, service: 'notes' };
      const complete = withWhatAws4Adds(request);
      expect(await ours(complete, options)).toBe(aws4s(complete, options));
    }),
    { numRuns: 200 },
  ),
);

it('a request signed by aws4fetch is verified', { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(given, async ({ request, credentials, date }) => {
      fc.pre(!urlRewrites(request) && !hasNamelessParameter(request));
      const secretAccessKey = String(credentials.secretAccessKey);
      const client = new AwsClient({ ...credentials, secretAccessKey, region, service: 'notes' });
      const url = `https://notes.example${request.path}${request.query && `?${request.query}`}`;
      const sent = await client.sign(url, {
        method: 'PUT',
        body: request.body as Uint8Array<ArrayBuffer>,
        headers: [...request.headers.slice(1)].map(([name, value]): [string, string] => [
          name,
          value,
        ]),
        aws: { datetime: date.toISOString().replace(/[:-]|\.\d{3}/g, '') },
      });
      const headers: HttpHeader[] = [['host', 'notes.example']];
      sent.headers.forEach((value, name) => {
        headers.push([name, value]);
      });
      const { pathname, search } = new URL(sent.url);
      const received = {
        ...request,
        method: 'PUT',
        path: pathname,
        query: search.slice(1),
        headers,
      };
      const verified = await verifyRequest(received, {
        signingKeys: async ({ scope }) => ({
          signingKey: await deriveSigningKey(credentials.secretAccessKey, scope),
          principal: 'alice',
        }),
        now: date,
        service: 'notes',
      });
      expect(verified?.principal).toBe('alice');
    }),
  ),
);

it('a presigned URL is that of @smithy/signature-v4', { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(given, async ({ request, credentials, date }) => {
      const options = { credentials, date, region, service: 'notes', expiresSeconds: 900 };
      const { query } = await presignUrl(request, options);
      const signed = await smithy({ ...options, pathRule: 'normalized' }).presign(
        smithyRequest(request),
        { signingDate: date, expiresIn: 900 },
      );
      expect(/X-Amz-Signature=(.*)/.exec(query)?.[1]).toBe(signed.query?.['X-Amz-Signature']);
    }),
    { numRuns: 100 },
  ),
);

async function ours(request: HttpRequest, options: SignRequestOptions): Promise<string> {
  const { headers } = await signRequest(request, options);
  return headers.at(-1)?.[1] ?? '';
}

async function smithys(request: HttpRequest, options: SignRequestOptions): Promise<string> {
  const signed = await smithy(options).sign(smithyRequest(request), { signingDate: options.date });
  return signed.headers.authorization ?? '';
}

function smithy(options: SignRequestOptions): SignatureV4 {
  const { accessKeyId, sessionToken, secretAccessKey } = options.credentials;
  return new SignatureV4({
    credentials: {
      accessKeyId,
      secretAccessKey: String(secretAccessKey),
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
    region: options.region,
    service: options.service,
    sha256: Sha256,
    uriEscapePath: options.pathRule !== 's3',
  });
}

function smithyRequest(request: HttpRequest) {
  return {
    method: request.method,
    protocol: 'https:',
    hostname: 'notes.example',
    path: request.path,
    query: decodedParameters(request.query),
    headers: Object.fromEntries(request.headers),
    body: request.body,
  };
}

function aws4s(request: HttpRequest, options: SignRequestOptions): string {
  const { accessKeyId, sessionToken, secretAccessKey } = options.credentials;
  const signed = aws4.sign(
    {
      host: 'notes.example',
      method: request.method,
      path: request.query === '' ? request.path : `${request.path}?${request.query}`,
      headers: {
        ...Object.fromEntries(request.headers),
        'X-Amz-Date': options.date.toISOString().replace(/[:-]|\.\d{3}/g, ''),
      },
      body: request.body as unknown as string,
      service: options.service,
      region: options.region,
    },
    {
      accessKeyId,
      secretAccessKey: String(secretAccessKey),
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  );
  return String(signed.headers?.Authorization);
}

/** smithy takes the query as an object of decoded names and values. */
function decodedParameters(query: string): Record<string, string[]> {
  const parameters: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(`?${query}`)) {
    parameters[name] = [...(parameters[name] ?? []), value];
  }
  return parameters;
}

/** aws4 and aws4fetch leave parameters with an empty name out of the signature. */
function hasNamelessParameter(request: HttpRequest): boolean {
  return request.query.split('&').some((part) => part.startsWith('='));
}

/** `new URL`, which aws4fetch signs by, folds dot segments and encodes some characters itself. */
function urlRewrites(request: HttpRequest): boolean {
  const url = new URL(`https://notes.example${request.path}?${request.query}`);
  const rewritten = url.pathname !== request.path || url.search.slice(1) !== request.query;
  return rewritten || request.path.includes('//');
}

/** aws4 adds headers for a body, which are then signed; ours signs only what it is given. */
function withWhatAws4Adds(request: HttpRequest): HttpRequest {
  return {
    ...request,
    headers: [
      ...request.headers,
      ['Content-Type', 'application/octet-stream'],
      ['Content-Length', String(request.body?.length ?? 0)],
    ],
  };
}

function encodeLikeTheSdk(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeRfc3986(decodeURIComponentSafe(segment) ?? segment))
    .join('/');
}

function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decodeURIComponentSafe(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
