// Signers that did not learn it from us, and ours.
import { Sha256 } from '@aws-crypto/sha256-js';
import { signRequest } from '@ostiary/sigv4';
import { SignatureV4 } from '@smithy/signature-v4';
import aws4 from 'aws4';
import { NOW, REGION } from './notes-app.js';

/** A request before it is sent; headers by lower-case name. */
export interface OutgoingRequest {
  readonly method: string;
  /** Path and query as they go over the wire. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface TestCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SigningOptions {
  readonly credentials: TestCredentials;
  readonly date?: Date;
  readonly region?: string;
  readonly service?: string;
}

export interface Signer {
  readonly name: string;
  readonly sign: (request: OutgoingRequest, options: SigningOptions) => Promise<OutgoingRequest>;
}

export const alice: TestCredentials = {
  accessKeyId: 'AKIAALICEALICE000001',
  secretAccessKey: 'alice-secret-of-the-tests',
};
export const bob: TestCredentials = {
  accessKeyId: 'AKIABOBBOBBOB0000001',
  secretAccessKey: 'bob-secret-of-the-tests',
};
export const carol: TestCredentials = {
  accessKeyId: 'AKIACAROLCAROL000001',
  secretAccessKey: 'carol-secret-of-the-tests',
};
export const reader: TestCredentials = {
  accessKeyId: 'ASIAREADER0000000001',
  secretAccessKey: 'reader-secret-of-the-tests',
  sessionToken: 'reader-token-of-the-tests',
};
export const lister: TestCredentials = {
  accessKeyId: 'ASIALISTER0000000001',
  secretAccessKey: 'lister-secret-of-the-tests',
  sessionToken: 'lister-token-of-the-tests',
};

function splitTarget(target: string): readonly [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark === -1 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

/** The signer of the AWS SDK for JavaScript. */
export const smithy: Signer = {
  name: '@smithy/signature-v4',
  sign: async (request, { credentials, date = NOW, region = REGION, service = 'notes' }) => {
    const [path, query] = splitTarget(request.target);
    const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
    const parameters = new URLSearchParams(query);
    const grouped = Object.fromEntries(
      [...parameters.keys()].map((name) => [name, parameters.getAll(name)]),
    );
    const unsigned = {
      ...{ method: request.method, protocol: 'http:', hostname: '127.0.0.1', path },
      ...{ query: grouped, headers: { ...request.headers }, body: request.body },
    };
    const { headers } = await signer.sign(unsigned, { signingDate: date });
    return { ...request, headers };
  },
};

const independent: Signer = {
  name: 'aws4',
  sign: async (request, { credentials, date = NOW, region = REGION, service = 'notes' }) => {
    const [isoDate] = date.toISOString().replaceAll(/[-:]/g, '').split('.');
    const { headers = {} } = aws4.sign(
      {
        ...{ method: request.method, path: request.target, service, region },
        headers: { ...request.headers, 'x-amz-date': `${isoDate}Z` },
        ...(request.body !== undefined && { body: Buffer.from(request.body) }),
      },
      credentials,
    );
    const entries = Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]);
    return { ...request, headers: Object.fromEntries(entries) };
  },
};

export const own: Signer = {
  name: '@ostiary/sigv4',
  sign: async (request, { credentials, date = NOW, region = REGION, service = 'notes' }) => {
    const [path, query] = splitTarget(request.target);
    const { headers } = await signRequest(
      {
        ...{ method: request.method, path, query, headers: Object.entries(request.headers) },
        ...(request.body !== undefined && { body: request.body }),
      },
      { credentials, date, region, service },
    );
    const entries = headers.map(([name, value]) => [name.toLowerCase(), value]);
    return { ...request, headers: Object.fromEntries(entries) };
  },
};

export const signers: readonly Signer[] = [smithy, independent, own];

/** Ours by the rules of S3, which signs a path as it is. */
export const s3Signer: Signer = {
  name: '@ostiary/sigv4 for S3',
  sign: async (request, { credentials, date = NOW, region = REGION, service = 's3' }) => {
    const [path, query] = splitTarget(request.target);
    const { headers } = await signRequest(
      {
        ...{ method: request.method, path, query, headers: Object.entries(request.headers) },
        ...(request.body !== undefined && { body: request.body }),
      },
      { credentials, date, region, service, pathRule: 's3', contentSha256Header: true },
    );
    const entries = headers.map(([name, value]) => [name.toLowerCase(), value]);
    return { ...request, headers: Object.fromEntries(entries) };
  },
};
