// Payloads in chunks: what goes through, and what is refused beside the control that passes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChecksumName,
  type SignatureErrorCode,
  type SignStreamOptions,
  signRequest,
  signStream,
  type verifyRequest,
  verifyRequestHead,
} from '../src/index.js';
import { bytesIn, collected } from './byte-pieces.js';
import {
  refusalOf,
  sampleCredentials,
  sampleDate,
  sampleKeys,
  sampleRequest,
  signSample,
  withAddedHeader,
  withHeader,
} from './sample.js';
import { receiveSample, type SentStream, samplePayload, streamSample } from './stream-sample.js';

const checksums: readonly ChecksumName[] = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'];
const open = { unsignedPayload: true } as const;

const codeOf = (sent: SentStream, options = {}): Promise<SignatureErrorCode> =>
  receiveSample(sent, options).then(
    () => Promise.reject(new Error('expected a refusal, found a body')),
    (error) => error.code,
  );

describe.each<[string, Partial<SignStreamOptions>]>([
  ['signed chunks', {}],
  ...checksums.map((checksum): [string, Partial<SignStreamOptions>] => [
    `signed chunks and ${checksum}`,
    { checksum },
  ]),
  ...checksums.map((checksum): [string, Partial<SignStreamOptions>] => [
    `unsigned chunks and ${checksum}`,
    { checksum, signedChunks: false },
  ]),
])('%s', (_, options) => {
  it.each([1, 33, 1000])('go through in pieces of %i bytes', async (size) => {
    const sent = await streamSample(options);
    expect(await receiveSample(sent, open, size)).toEqual(samplePayload);
  });

  it('go through with their length declared, and empty', async () => {
    const decodedLength = samplePayload.length;
    const sent = await streamSample({ ...options, decodedLength });
    expect(await receiveSample(sent, { ...open, dialect: 's3' })).toEqual(samplePayload);
    const empty = await streamSample({ ...options, decodedLength: 0 }, Buffer.alloc(0));
    expect(await receiveSample(empty, open)).toHaveLength(0);
  });

  it('of any length and any pieces come out as they went in', { timeout: 60_000 }, () =>
    fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 90 }),
        async (bytes, chunkSize, pieceSize) => {
          const payload = Buffer.from(bytes);
          const sent = await streamSample({ ...options, chunkSize }, payload);
          expect(await receiveSample(sent, open, pieceSize)).toEqual(payload);
        },
      ),
      { numRuns: 20 },
    ),
  );

  it('are refused wherever they are cut', async () => {
    const { request, body } = await streamSample(options);
    for (let end = 0; end < body.length; end++) {
      expect(await codeOf({ request, body: body.subarray(0, end) }, open)).toBe('IncompleteBody');
    }
  });

  it('are refused whatever is added', async () => {
    const { request, body } = await streamSample(options);
    for (const more of ['\r\n', '\0', body]) {
      const longer = Buffer.concat([body, Buffer.from(more)]);
      expect(await codeOf({ request, body: longer }, open)).toBe('InvalidRequest');
    }
  });

  it('are refused for any changed bit, and no error is not ours', { timeout: 60_000 }, async () => {
    const { request, body } = await streamSample(options);
    const text = body.toString('latin1');
    const step = options.checksum === undefined || options.checksum === 'crc32' ? 1 : 7;
    for (let at = 0; at < body.length; at += step) {
      // The name of a header may be in any case; `name:value` may not be changed otherwise.
      const isLetterOfName = text.lastIndexOf('\r\nx-amz-', at) > text.lastIndexOf(':', at);
      for (const bit of isLetterOfName ? [1] : [1, 0x20, 0x80]) {
        const changed = Buffer.from(body);
        changed[at] = (changed[at] ?? 0) ^ bit;
        const received = await receiveSample({ request, body: changed }, open).catch(
          (error: unknown) => error,
        );
        // Sizes of unsigned chunks are hexadecimal digits in either case.
        if (Buffer.isBuffer(received)) expect(received).toEqual(samplePayload);
        else expect(received).toMatchObject({ name: 'SignatureError' });
      }
    }
  });
});

describe('what is given out', () => {
  it('of signed chunks is only what was verified', async () => {
    const { request, body } = await streamSample();
    const at = body.indexOf('\r\n', 200) + 10; // in the second chunk
    body[at] = (body[at] ?? 0) ^ 1;
    const verified = await verifyRequestHead(request, {
      signingKeys: sampleKeys,
      now: sampleDate,
      service: 'notes',
    });
    const given: Uint8Array[] = [];
    await expect(async () => {
      for await (const piece of verified?.readBody(bytesIn(body, 10)) ?? []) given.push(piece);
    }).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
    expect(Buffer.concat(given)).toEqual(samplePayload.subarray(0, 100));
  });

  it('is all, and the source is told when a reader leaves early', async () => {
    const { request, body } = await streamSample();
    const verified = await verifyRequestHead(request, {
      signingKeys: sampleKeys,
      now: sampleDate,
      service: 'notes',
    });
    let left = false;
    const source = async function* () {
      try {
        yield* bytesIn(body, 10);
      } finally {
        left = true;
      }
    };
    for await (const piece of verified?.readBody(source()) ?? []) {
      expect(piece).toHaveLength(100);
      break;
    }
    expect(left).toBe(true);
  });

  it('is an error when the source fails', async () => {
    const { request } = await streamSample();
    const verified = await verifyRequestHead(request, {
      signingKeys: sampleKeys,
      now: sampleDate,
      service: 'notes',
    });
    // biome-ignore lint/correctness/useYield: a source that fails before it gives anything
    const source = async function* (): AsyncGenerator<Uint8Array> {
      throw new Error('reset');
    };
    await expect(collected(verified?.readBody(source()) ?? bytesIn(samplePayload, 1)))
      .rejects //
      .toThrow('reset');
  });
});

const text = (change: (body: string) => string) => (sent: SentStream) => {
  const before = sent.body.toString('latin1');
  const after = change(before);
  if (after === before) throw new Error('expected a change');
  return { ...sent, body: Buffer.from(after, 'latin1') };
};
const chunks = (body: string): string[] => {
  const starts = [...body.matchAll(/[0-9a-f]+;chunk-signature=/g)].map(({ index }) => index);
  return starts.map((start, at) => body.slice(start, starts[at + 1]));
};

describe('signed chunks are refused with', () => {
  it.each<[SignatureErrorCode, string, (sent: SentStream) => SentStream]>([
    [
      'SignatureDoesNotMatch',
      'two chunks in the other order',
      text((body) => {
        const [first, second, ...rest] = chunks(body);
        return [second, first, ...rest].join('');
      }),
    ],
    [
      'SignatureDoesNotMatch',
      'a chunk twice',
      text((body) => {
        const [first, ...rest] = chunks(body);
        return [first, first, ...rest].join('');
      }),
    ],
    [
      'SignatureDoesNotMatch',
      'a chunk left out',
      text((body) => chunks(body).toSpliced(1, 1).join('')),
    ],
    ['SignatureDoesNotMatch', 'no chunk but the last', text((body) => chunks(body).at(-1) ?? '')],
    [
      'SignatureDoesNotMatch',
      'another checksum in the trailer',
      text((body) =>
        body.replace(/(crc32c:)(.)/, (_, name, first) => name + (first === 'A' ? 'B' : 'A')),
      ),
    ],
    [
      'SignatureDoesNotMatch',
      'another signature of the trailer',
      text((body) => body.replace(/(trailer-signature:).{4}/, '$10000')),
    ],
    [
      'MalformedTrailerError',
      'no signature of the trailer',
      text((body) => body.replace(/x-amz-trailer-signature:.*\r\n/, '')),
    ],
    [
      'MalformedTrailerError',
      'no trailer',
      text((body) => body.replace(/x-amz-checksum-crc32c:.*\r\n/, '')),
    ],
    [
      'MalformedTrailerError',
      'another checksum than declared',
      text((body) => body.replace('x-amz-checksum-crc32c', 'x-amz-checksum-crc32')),
    ],
    [
      'MalformedTrailerError',
      'one more trailing header',
      text((body) => body.replace('x-amz-trailer-signature', 'x-amz-meta-a:1\r\n$&')),
    ],
    [
      'InvalidRequest',
      'a header behind the signature of the trailer',
      text((body) => `${body.slice(0, -2)}x-amz-meta-a:1\r\n\r\n`),
    ],
    ['InvalidRequest', 'a chunk without a signature', text((body) => body.replace(/;[^\r]*/, ''))],
    [
      'InvalidRequest',
      'another extension',
      text((body) => body.replace(';chunk-signature=', ';a=1;chunk-signature=')),
    ],
    [
      'InvalidRequest',
      'an extension without end',
      text((body) => body.replace(';chunk-signature=', `;${'a'.repeat(1000)}`)),
    ],
    ['InvalidRequest', 'no size', text((body) => body.slice(2))],
    ['InvalidRequest', 'a size with a sign', text((body) => `+${body}`)],
    ['InvalidRequest', 'a size with a space', text((body) => ` ${body}`)],
    ['InvalidRequest', 'a size with a prefix', text((body) => `0x${body}`)],
    ['InvalidRequest', 'a size of too many digits', text((body) => `000000000${body}`)],
    [
      'InvalidChunkSizeError',
      'a chunk of 16 MiB and a byte',
      text((body) => body.replace('64', '1000001')),
    ],
    ['InvalidRequest', 'LF for CRLF', text((body) => body.replaceAll('\r\n', '\n'))],
    ['InvalidRequest', 'a plain body', (sent) => ({ ...sent, body: samplePayload })],
    ['IncompleteBody', 'no body', (sent) => ({ ...sent, body: Buffer.alloc(0) })],
  ])('%s for %s', async (code, _, spoil) => {
    const sent = await streamSample({ checksum: 'crc32c' });
    expect(await receiveSample(sent)).toEqual(samplePayload);
    expect(await codeOf(spoil(sent))).toBe(code);
  });

  it('IncompleteBody for another length than declared', async () => {
    for (const decodedLength of [0, samplePayload.length - 1, samplePayload.length + 1]) {
      expect(await codeOf(await streamSample({ decodedLength }))).toBe('IncompleteBody');
    }
  });

  it('SignatureDoesNotMatch for the chunks of another request', async () => {
    const [one, other] = await Promise.all([
      streamSample(),
      streamSample({ date: new Date(sampleDate.getTime() + 1000) }),
    ]);
    expect(await codeOf({ request: one.request, body: other.body })).toBe('SignatureDoesNotMatch');
  });
});

describe('unsigned chunks are refused', () => {
  const unsigned = { checksum: 'crc32', signedChunks: false } as const;

  it('where the verifier takes no unsigned payload', async () => {
    expect(await codeOf(await streamSample(unsigned))).toBe('InvalidRequest');
  });

  it('with BadDigest for another body', async () => {
    const { request, body } = await streamSample(unsigned);
    body[10] = (body[10] ?? 0) ^ 1;
    expect(await codeOf({ request, body }, open)).toBe('BadDigest');
  });

  it('when they carry signatures', async () => {
    const { request } = await streamSample(unsigned);
    const { body } = await streamSample({ checksum: 'crc32' });
    expect(await codeOf({ request, body }, open)).toBe('InvalidRequest');
  });

  it('cannot be signed without a checksum', async () => {
    await expect(streamSample({ signedChunks: false })).rejects.toThrow(TypeError);
  });
});

describe('the head', () => {
  it('has to declare the length in the dialect of S3', async () => {
    const s3 = { dialect: 's3' } as const;
    const decodedLength = samplePayload.length;
    expect(await receiveSample(await streamSample({ decodedLength }), s3)).toBeDefined();
    expect(await codeOf(await streamSample(), s3)).toBe('MissingContentLength');
  });

  it.each([
    ['x-amz-trailer', 'x-amz-checksum-md5'],
    ['x-amz-trailer', 'x-amz-checksum-crc32,x-amz-checksum-sha1'],
    ['x-amz-trailer', '__proto__'],
    ['x-amz-decoded-content-length', '1e3'],
    ['x-amz-decoded-content-length', '-1'],
    ['x-amz-decoded-content-length', '0250'],
    ['x-amz-decoded-content-length', '99999999999999999999'],
  ])('with %s: %s is refused', async (name, value) => {
    const sent = await streamSample({ checksum: 'crc32', decodedLength: samplePayload.length });
    expect(await receiveSample(sent)).toEqual(samplePayload);
    const request = withHeader(sent.request, name, () => value);
    expect(await codeOf({ ...sent, request })).toBe('InvalidRequest');
  });

  it.each(['x-amz-trailer', 'x-amz-decoded-content-length'])(
    'with two %s is refused',
    async (name) => {
      const sent = await streamSample({ checksum: 'crc32', decodedLength: samplePayload.length });
      const request = withAddedHeader(sent.request, name, 'x-amz-checksum-crc32');
      expect(await codeOf({ ...sent, request })).toBe('InvalidRequest');
    },
  );

  it('of another mode than was signed is refused', async () => {
    const sent = await streamSample({ checksum: 'crc32' });
    for (const word of ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'UNSIGNED-PAYLOAD']) {
      const request = withHeader(sent.request, 'x-amz-content-sha256', () => word);
      expect(await codeOf({ ...sent, request }, open)).toBe('SignatureDoesNotMatch');
    }
    const word = 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD';
    const request = withHeader(sent.request, 'x-amz-content-sha256', () => word);
    expect(await codeOf({ ...sent, request }, open)).toBe('InvalidRequest');
  });

  it('alone is not what verifyRequest takes', async () => {
    const { request, body } = await streamSample();
    const error = await refusalOf({ ...request, body });
    expect(error.code).toBe('InvalidRequest');
    expect(error.message).toMatch(/one in chunks, which is not supported here/);
  });

  it('asks nobody for a key before it is read', async () => {
    const { request } = await streamSample();
    const signingKeys = (): never => {
      throw new Error('expected no question');
    };
    const spoilt = withAddedHeader(request, 'x-amz-trailer', 'x-amz-checksum-crc32');
    expect(() =>
      verifyRequestHead(spoilt, { signingKeys, now: sampleDate, service: 'notes' }),
    ).toThrow(expect.objectContaining({ name: 'SignatureError' }));
  });

  it('that can be signed again has each header once', async () => {
    const { request } = await streamSample({ checksum: 'crc32', decodedLength: 1 });
    const { request: again } = await signStream(request, {
      credentials: sampleCredentials,
      region: 'eu-central-1',
      service: 'notes',
      date: sampleDate,
    });
    const names = again.headers.map(([name]) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(again.headers).toContainEqual(['Content-Encoding', 'aws-chunked']);
  });
});

describe('a whole body that has not arrived', () => {
  const receive = (request: Parameters<typeof verifyRequest>[0], body: Buffer, options = {}) =>
    receiveSample({ request, body }, options);

  it('is checked against its declared hash when it ends', async () => {
    const { body, ...request } = await signSample({}, { contentSha256Header: true });
    expect((await receive(request, Buffer.from(String(body)))).toString()).toBe(body);
    expect(await codeOf({ request, body: Buffer.from('other') })).toBe('XAmzContentSHA256Mismatch');
    expect(await codeOf({ request, body: Buffer.alloc(0) })).toBe('XAmzContentSHA256Mismatch');
  });

  it('has to be declared', async () => {
    const { body: _, ...request } = await signSample();
    expect(await codeOf({ request, body: Buffer.from('') })).toBe('InvalidRequest');
  });

  it('may be any where unsigned payloads are taken', async () => {
    const { body: _, ...head } = await signRequest(sampleRequest, {
      credentials: sampleCredentials,
      region: 'eu-central-1',
      service: 'notes',
      date: sampleDate,
      unsignedPayload: true,
    });
    expect((await receive(head, Buffer.from('any'), open)).toString()).toBe('any');
    expect(await codeOf({ request: head, body: Buffer.from('any') })).toBe('InvalidRequest');
  });

  it('is nobody’s when the request is not signed', async () => {
    const unsigned = { ...sampleRequest, body: '' };
    expect(
      await verifyRequestHead(unsigned, {
        signingKeys: sampleKeys,
        now: sampleDate,
        service: 's3',
      }),
    ).toBeUndefined();
  });
});
