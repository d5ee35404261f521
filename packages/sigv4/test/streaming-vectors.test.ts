// The worked examples of payloads in chunks, kept with the package.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type ChecksumName,
  type Credentials,
  deriveSigningKey,
  type HttpRequest,
  signStream,
  verifyRequestHead,
} from '../src/index.js';
import { bytesIn, collected } from './byte-pieces.js';

interface StreamingVector {
  readonly name: string;
  readonly source: string;
  readonly given: {
    readonly credentials: Credentials;
    readonly region: string;
    readonly service: string;
    readonly date: string;
    readonly checksum: ChecksumName | null;
    readonly chunkSize: number;
    readonly decodedLength: number;
    readonly byte: string;
    readonly request: HttpRequest;
  };
  readonly expect: {
    readonly authorization: string;
    readonly bodyLength: number;
    readonly bodySha256: string;
    readonly chunkSignatures: readonly string[];
    readonly trailer: { readonly checksum: string; readonly signature: string } | null;
  };
}

const file = new URL('vectors/documented-streaming.json', import.meta.url);
const vectors: readonly StreamingVector[] = JSON.parse(readFileSync(file, 'utf8'));

describe.each(vectors)('$name', (vector) => {
  const { given, expect: expected } = vector;
  const payload = Buffer.alloc(given.decodedLength, given.byte);

  it('the head is signed as documented', async () => {
    const { request } = await stream(vector);
    expect(request.headers.at(-1)).toEqual(['Authorization', expected.authorization]);
  });

  it('the body is encoded as documented', async () => {
    const { encodeBody } = await stream(vector);
    const encoded = await collected(encodeBody(bytesIn(payload, 1000)));
    const text = encoded.toString('latin1');
    const signatures = [...text.matchAll(/;chunk-signature=([0-9a-f]{64})\r\n/g)];
    expect(signatures.map(([, signature]) => signature)).toEqual(expected.chunkSignatures);
    if (expected.trailer !== null) {
      expect(text).toContain(`\r\nx-amz-checksum-crc32c:${expected.trailer.checksum}\r\n`);
      expect(text).toContain(`\r\nx-amz-trailer-signature:${expected.trailer.signature}\r\n\r\n`);
    }
    expect(encoded).toHaveLength(expected.bodyLength);
    expect(createHash('sha256').update(encoded).digest('hex')).toBe(expected.bodySha256);
  });

  it.each([1, 88, 1000, 1 << 20])('is verified as it arrives, %i bytes at a time', async (size) => {
    const { request, encodeBody } = await stream(vector);
    const encoded = await collected(encodeBody(bytesIn(payload, 1 << 20)));
    const verified = await verifyRequestHead(request, {
      signingKeys: async ({ scope }) => ({
        signingKey: await deriveSigningKey(given.credentials.secretAccessKey, scope),
        principal: 'someone',
      }),
      now: new Date(given.date),
      service: 's3',
      pathRule: 's3',
      dialect: 's3',
    });
    expect(verified).toMatchObject({ principal: 'someone', payloadSigned: true });
    const body = await collected(verified?.readBody(bytesIn(encoded, size)) ?? bytesIn(encoded, 1));
    expect(body.equals(payload)).toBe(true);
  });
});

function stream({ given }: StreamingVector) {
  const { checksum, ...options } = given;
  return signStream(given.request, {
    ...options,
    ...(checksum === null ? {} : { checksum }),
    date: new Date(given.date),
    pathRule: 's3',
  });
}
