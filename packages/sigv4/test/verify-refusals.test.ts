// Everything that is refused, each beside the control that passes.
import { describe, expect, it } from 'vitest';
import type { HttpRequest, SignatureErrorCode, VerifyRequestOptions } from '../src/index.js';
import {
  headerOf,
  refusalOf,
  signSample,
  verifySample,
  withAddedHeader,
  withHeader,
} from './sample.js';

interface Refusal {
  readonly what: string;
  readonly code: SignatureErrorCode;
  readonly message: RegExp;
  readonly spoil?: (signed: HttpRequest) => HttpRequest;
  readonly options?: Partial<VerifyRequestOptions<string>>;
}

const authorization =
  (change: (value: string) => string) =>
  (signed: HttpRequest): HttpRequest =>
    withHeader(signed, 'Authorization', change);
const replaced = (from: string | RegExp, to: string) =>
  authorization((value) => {
    const changed = value.replace(from, to);
    if (changed === value) throw new Error(`expected ${from} in ${value}`);
    return changed;
  });
const header =
  (name: string, change: (value: string) => string | undefined) =>
  (signed: HttpRequest): HttpRequest =>
    withHeader(signed, name, change);
const added =
  (name: string, value: string) =>
  (signed: HttpRequest): HttpRequest =>
    withAddedHeader(signed, name, value);
const queried =
  (more: string) =>
  (signed: HttpRequest): HttpRequest => ({ ...signed, query: `${signed.query}&${more}` });
const inMinutes = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 12, minutes));

const parsing: readonly Refusal[] = [
  {
    what: 'an Authorization header without components',
    code: 'IncompleteSignature',
    message: /found something else/,
    spoil: authorization(() => 'AWS4-HMAC-SHA256'),
  },
  {
    what: 'no Credential',
    code: 'IncompleteSignature',
    message: /expected `Credential` .* found none/,
    spoil: replaced(/Credential=[^,]*, /, ''),
  },
  {
    what: 'no SignedHeaders',
    code: 'IncompleteSignature',
    message: /expected `SignedHeaders` .* found none/,
    spoil: replaced(/SignedHeaders=[^,]*, /, ''),
  },
  {
    what: 'no Signature',
    code: 'IncompleteSignature',
    message: /expected `Signature` .* found none/,
    spoil: replaced(/, Signature=.*/, ''),
  },
  {
    what: 'a component twice',
    code: 'IncompleteSignature',
    message: /found `Signature` twice/,
    spoil: authorization((value) => `${value}, Signature=${'0'.repeat(64)}`),
  },
  {
    what: 'an unknown component',
    code: 'IncompleteSignature',
    message: /found something else/,
    spoil: authorization((value) => `${value}, Extra=1`),
  },
  {
    what: 'a component named like a property of every object',
    code: 'IncompleteSignature',
    message: /found something else/,
    spoil: authorization((value) => `${value}, __proto__=1`),
  },
  {
    what: 'a comma at the end',
    code: 'IncompleteSignature',
    message: /found something else/,
    spoil: authorization((value) => `${value},`),
  },
  {
    what: 'components in the wrong case',
    code: 'IncompleteSignature',
    message: /found something else/,
    spoil: replaced('Credential=', 'credential='),
  },
  {
    what: 'a credential of four parts',
    code: 'IncompleteSignature',
    message: /five parts/,
    spoil: replaced('/notes/', '/'),
  },
  {
    what: 'a credential of six parts',
    code: 'IncompleteSignature',
    message: /five parts/,
    spoil: replaced('/notes/', '/notes/more/'),
  },
  {
    what: 'an empty access key id',
    code: 'IncompleteSignature',
    message: /access key id/,
    spoil: replaced(/Credential=[^/]*/, 'Credential='),
  },
  {
    what: 'an access key id beyond all length',
    code: 'IncompleteSignature',
    message: /access key id .* 1 to 128/,
    spoil: replaced(/Credential=[^/]*/, `Credential=${'A'.repeat(129)}`),
  },
  {
    what: 'an access key id with a space in it',
    code: 'IncompleteSignature',
    message: /access key id/,
    spoil: replaced('AKIA', 'AK IA'),
  },
  {
    what: 'a region beyond all length',
    code: 'IncompleteSignature',
    message: /region/,
    spoil: replaced('eu-central-1', 'e'.repeat(65)),
  },
  {
    what: 'signed headers out of order',
    code: 'IncompleteSignature',
    message: /sorted, lower-case/,
    spoil: replaced('content-type;host', 'host;content-type'),
  },
  {
    what: 'a signed header named twice',
    code: 'IncompleteSignature',
    message: /sorted, lower-case/,
    spoil: replaced(';host;', ';host;host;'),
  },
  {
    what: 'a signed header in upper case',
    code: 'IncompleteSignature',
    message: /sorted, lower-case/,
    spoil: replaced('content-type', 'Content-Type'),
  },
  {
    what: 'no signed headers',
    code: 'IncompleteSignature',
    message: /sorted, lower-case/,
    spoil: replaced(/SignedHeaders=[^,]*/, 'SignedHeaders='),
  },
  {
    what: 'more signed headers than are read',
    code: 'IncompleteSignature',
    message: /at most 128 signed headers/,
    spoil: replaced(
      /SignedHeaders=[^,]*/,
      `SignedHeaders=${Array.from({ length: 129 }, (_, index) => `a${1000 + index}`).join(';')}`,
    ),
  },
  {
    what: 'a signature in upper case',
    code: 'IncompleteSignature',
    message: /64 lower-case hexadecimal/,
    spoil: authorization((value) => value.slice(0, -64) + 'ABCDEF01'.repeat(8)),
  },
  {
    what: 'a signature that is cut short',
    code: 'IncompleteSignature',
    message: /64 lower-case hexadecimal/,
    spoil: authorization((value) => value.slice(0, -1)),
  },
];

const methods: readonly Refusal[] = [
  {
    what: 'Signature Version 2 in the header',
    code: 'InvalidRequest',
    message: /scheme `AWS`, which is not supported/,
    spoil: authorization(() => 'AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg='),
  },
  {
    what: 'Signature Version 2 in the query',
    code: 'InvalidRequest',
    message: /Signature Version 2, which is not supported/,
    spoil: (signed) =>
      queried('AWSAccessKeyId=AKIA&Signature=x&Expires=1')(
        header('Authorization', () => undefined)(signed),
      ),
  },
  {
    what: 'an algorithm of another name',
    code: 'InvalidRequest',
    message: /`AWS4-ECDSA-P384-SHA384`, which is not supported/,
    spoil: replaced('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P384-SHA384'),
  },
  {
    what: 'the algorithm in lower case',
    code: 'InvalidRequest',
    message: /not supported/,
    spoil: replaced('AWS4-HMAC-SHA256', 'aws4-hmac-sha256'),
  },
  {
    what: 'a presigned URL with an Authorization header',
    code: 'InvalidArgument',
    message: /found more than one/,
    spoil: queried('X-Amz-Signature=0'),
  },
  {
    what: 'a presigned URL with an Authorization header of another scheme',
    code: 'InvalidArgument',
    message: /found more than one/,
    spoil: (signed) => queried('X-Amz-Signature=0')(authorization(() => 'Bearer token')(signed)),
  },
  {
    what: 'both versions of a presigned URL',
    code: 'InvalidRequest',
    message: /Signature Version 2, which is not supported/,
    spoil: (signed) =>
      queried('X-Amz-Signature=0&AWSAccessKeyId=AKIA')(
        header('Authorization', () => undefined)(signed),
      ),
  },
  {
    what: 'a second Authorization header',
    code: 'InvalidArgument',
    message: /found more than one/,
    spoil: (signed) => withAddedHeader(signed, 'authorization', headerOf(signed, 'Authorization')),
  },
  {
    what: 'a second Authorization header of another scheme',
    code: 'InvalidArgument',
    message: /found more than one/,
    spoil: added('authorization', 'Bearer token'),
  },
];

const headers: readonly Refusal[] = [
  ...(
    [
      ['Host', 'notes.example:8080'],
      ['X-Amz-Date', '20261123T120000Z'],
    ] as const
  ).map(
    ([name, value]): Refusal => ({
      what: `a second ${name} header`,
      code: 'InvalidRequest',
      message: /header, found more/,
      spoil: added(name.toLowerCase(), value),
    }),
  ),
  {
    what: 'no Host header',
    code: 'SignatureDoesNotMatch',
    message: /signed header `host`, found none/,
    spoil: header('Host', () => undefined),
  },
  {
    what: 'an unsigned host',
    code: 'SignatureDoesNotMatch',
    message: /`host` to be a signed header/,
    spoil: replaced(';host;', ';'),
  },
  {
    what: 'an x-amz header added on the way',
    code: 'SignatureDoesNotMatch',
    message: /`x-amz-acl` to be a signed header/,
    spoil: added('X-Amz-Acl', 'public-read'),
  },
  {
    what: 'a session token added on the way',
    code: 'SignatureDoesNotMatch',
    message: /`x-amz-security-token` to be a signed header/,
    spoil: added('X-Amz-Security-Token', 'token'),
  },
  {
    what: 'an unsigned date',
    code: 'SignatureDoesNotMatch',
    message: /`x-amz-date` to be a signed header/,
    spoil: replaced(';x-amz-date', ''),
  },
  {
    what: 'a signed header that is absent',
    code: 'SignatureDoesNotMatch',
    message: /`content-type`, found none/,
    spoil: header('Content-Type', () => undefined),
  },
  {
    what: 'no date at all',
    code: 'IncompleteSignature',
    message: /`X-Amz-Date` or `Date` header, found neither/,
    spoil: header('X-Amz-Date', () => undefined),
  },
  {
    what: 'a Date header that is not signed',
    code: 'IncompleteSignature',
    message: /`Date` header to be signed/,
    spoil: (signed) =>
      withAddedHeader(
        header('X-Amz-Date', () => undefined)(signed),
        'Date',
        'Mon, 23 Nov 2026 12:00:00 GMT',
      ),
  },
  {
    what: 'a date in another format',
    code: 'IncompleteSignature',
    message: /such as `20150830T123600Z`/,
    spoil: header('X-Amz-Date', () => '2026-11-23T12:00:00Z'),
  },
];

const scopes: readonly Refusal[] = [
  {
    what: 'another service',
    code: 'SignatureDoesNotMatch',
    message: /correct service: expected `iam`, found `notes`/,
    options: { service: 'iam' },
  },
  {
    what: 'another region',
    code: 'SignatureDoesNotMatch',
    message: /valid region, not `eu-central-1`/,
    options: { regions: ['us-east-1', 'eu-west-1'] },
  },
  {
    what: 'any region where none is allowed',
    code: 'SignatureDoesNotMatch',
    message: /valid region/,
    options: { regions: [] },
  },
  {
    what: 'another terminator',
    code: 'SignatureDoesNotMatch',
    message: /ends in `aws4_request`/,
    spoil: replaced('aws4_request', 'aws5_request'),
  },
  {
    what: 'the day before',
    code: 'SignatureDoesNotMatch',
    message: /date in Credential scope does not match .* expected `20261123`, found `20261122`/,
    spoil: replaced('/20261123/', '/20261122/'),
  },
];

const clocks: readonly Refusal[] = [
  {
    what: 'a signature of more than five minutes ago',
    code: 'SignatureDoesNotMatch',
    message:
      /^Signature expired: 20261123T120000Z is now earlier than 20261123T120100Z \(20261123T120600Z - 5 min\.\)$/,
    options: { now: inMinutes(6) },
  },
  {
    what: 'a signature from the future',
    code: 'SignatureDoesNotMatch',
    message:
      /^Signature not yet current: 20261123T120000Z is still later than 20261123T115900Z \(20261123T115400Z \+ 5 min\.\)$/,
    options: { now: inMinutes(-6) },
  },
  {
    what: 'a signature beyond a skew of one minute',
    code: 'SignatureDoesNotMatch',
    message: /1 min\./,
    options: { now: inMinutes(2), clockSkewMs: 60_000 },
  },
];

const sizes: readonly Refusal[] = [
  {
    what: 'more headers than are read',
    code: 'RequestHeaderSectionTooLarge',
    message: /at most 256 headers/,
    spoil: (signed) => ({
      ...signed,
      headers: [...signed.headers, ...Array.from({ length: 256 }, () => ['a', 'b'] as const)],
    }),
  },
  {
    what: 'longer headers than are read',
    code: 'RequestHeaderSectionTooLarge',
    message: /of 65536 characters/,
    spoil: added('a', 'b'.repeat(65_536)),
  },
  {
    what: 'a longer Authorization header than is read',
    code: 'RequestHeaderSectionTooLarge',
    message: /Authorization header of at most 8192/,
    spoil: authorization((value) => `${value}${' '.repeat(1)},${'x'.repeat(8_192)}`),
  },
  {
    what: 'a longer path than is read',
    code: 'InvalidURI',
    message: /path of at most 16384/,
    spoil: (signed) => ({ ...signed, path: `/${'a'.repeat(16_384)}` }),
  },
  {
    what: 'a longer query than is read',
    code: 'InvalidURI',
    message: /query of at most 65536/,
    spoil: (signed) => ({ ...signed, query: 'a'.repeat(65_537) }),
  },
  {
    what: 'a path that begins with no slash',
    code: 'InvalidURI',
    message: /begins with `\/`/,
    spoil: (signed) => ({ ...signed, path: 'http://notes.example/notes/42' }),
  },
  {
    what: 'a method that holds a newline',
    code: 'InvalidRequest',
    message: /HTTP token as the method/,
    spoil: (signed) => ({ ...signed, method: 'GET\n/' }),
  },
];

describe.each([
  ['how it is written', parsing],
  ['which method it is', methods],
  ['the headers', headers],
  ['the credential scope', scopes],
  ['the clock', clocks],
  ['the size', sizes],
])('by %s', (_, refusals) => {
  it.each(refusals)('$what is refused with $code', async (refusal) => {
    const signed = await signSample();
    expect(await verifySample(signed)).toMatchObject({ principal: 'alice' });
    const error = await refusalOf(refusal.spoil?.(signed) ?? signed, refusal.options);
    expect(error).toMatchObject({ name: 'SignatureError', code: refusal.code, fault: 'Sender' });
    expect(error.message).toMatch(refusal.message);
  });
});

it('what is refused before the key is known asks nobody for it', async () => {
  const signed = await signSample();
  const early = [...parsing, ...methods, ...scopes, ...clocks];
  for (const { spoil, options } of early) {
    const signingKeys = (): never => {
      throw new Error('expected no question');
    };
    await refusalOf(spoil?.(signed) ?? signed, { ...options, signingKeys });
  }
});
