// Whatever is sent: an answer, or an error of ours, and never late.
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import {
  type HttpHeader,
  type HttpRequest,
  SignatureError,
  verifyRequestHead,
} from '../src/index.js';
import { bytesIn, collected } from './byte-pieces.js';
import { presignSample } from './presign-sample.js';
import { sampleDate, sampleKeys, signSample, verifySample } from './sample.js';
import { streamSample } from './stream-sample.js';

/** `npm run fuzz` runs many more. */
const runs = Number(process.env.OSTIARY_FUZZ_RUNS ?? 1_000);
const timeout = Math.max(60_000, runs * 20);

const algorithms = ['AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'] as const;
const signed = await signSample({}, { contentSha256Header: true });
const presigned = await presignSample();
const asymmetric = await signSample({}, { algorithm: algorithms[1], region: 'eu-*' });
const options = { algorithms, unsignedPayload: true } as const;

const text = fc.string({
  unit: fc.constantFrom(...'aA0/,;:=%&+*. \t\r\n\0é"\\-_~$'),
  maxLength: 12,
});
/** A text with some part of it replaced by another, or repeated. */
const spoilt = (whole: string) =>
  fc
    .tuple(
      fc.nat(whole.length),
      fc.nat(12),
      fc.oneof(text, fc.constantFrom(whole, ';'.repeat(999))),
    )
    .map(([at, length, other]) => whole.slice(0, at) + other + whole.slice(at + length));

const request = fc.constantFrom<HttpRequest>(signed, presigned, asymmetric).chain((given) =>
  fc.oneof(
    spoilt(given.query).map((query) => ({ ...given, query })),
    spoilt(given.path).map((path) => ({ ...given, path })),
    spoilt(given.method).map((method) => ({ ...given, method })),
    fc.nat(given.headers.length - 1).chain((index) => {
      const [name, value] = given.headers[index] as HttpHeader;
      return fc
        .oneof(
          spoilt(value).map((other): HttpHeader => [name, other]),
          spoilt(name).map((other): HttpHeader => [other, value]),
        )
        .map((header) => ({ ...given, headers: given.headers.with(index, header) }));
    }),
  ),
);

/** Processor time in microseconds. */
let longest = 0;
afterAll(() => {
  if (process.env.OSTIARY_FUZZ_RUNS === undefined) return;
  console.log(`${runs} requests and ${runs / 2} bodies; the longest took ${longest / 1000} ms`);
});

it('a request that is spoilt anywhere ends in an answer or an error of ours', { timeout }, () =>
  fc.assert(
    fc.asyncProperty(request, async (sent) => {
      const start = process.cpuUsage().user;
      const verdict = await verifySample(sent, options).catch((error: unknown) => error);
      const spent = process.cpuUsage().user - start;
      longest = Math.max(longest, spent);
      expect(spent).toBeLessThan(50_000);
      if (verdict instanceof Error) expect(verdict).toBeInstanceOf(SignatureError);
    }),
    { numRuns: runs },
  ),
);

it('a body in chunks that is spoilt anywhere ends whole or in an error of ours', {
  timeout,
}, async () => {
  const payload = Buffer.from('some payload that is longer than a chunk');
  const stream = await streamSample({ checksum: 'crc64nvme', chunkSize: 16 }, payload);
  await fc.assert(
    fc.asyncProperty(
      spoilt(stream.body.toString('latin1')),
      fc.integer({ min: 1, max: 99 }),
      async (body, size) => {
        const verified = await verifyRequestHead(stream.request, {
          signingKeys: sampleKeys,
          now: sampleDate,
          service: 'notes',
        });
        const received = await collected(
          verified?.readBody(bytesIn(Buffer.from(body, 'latin1'), size)) ?? bytesIn(payload, 1),
        ).catch((error: unknown) => error);
        if (Buffer.isBuffer(received)) expect(received).toEqual(payload);
        else expect(received).toBeInstanceOf(SignatureError);
      },
    ),
    { numRuns: runs / 2 },
  );
});
