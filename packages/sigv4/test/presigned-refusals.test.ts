// Presigned URLs that are refused, each beside the control that passes.
import { expect, it } from 'vitest';
import type { HttpRequest, SignatureErrorCode, VerifyRequestOptions } from '../src/index.js';
import { presignSample } from './presign-sample.js';
import { refusalOf, verifySample, withAddedHeader, withHeader } from './sample.js';

interface Refusal {
  readonly what: string;
  readonly code: SignatureErrorCode;
  readonly message: RegExp;
  readonly spoil?: (presigned: HttpRequest) => HttpRequest;
  readonly options?: Partial<VerifyRequestOptions<string>>;
}

const query =
  (change: (query: string) => string) =>
  (presigned: HttpRequest): HttpRequest => {
    const changed = change(presigned.query);
    if (changed === presigned.query) throw new Error(`expected a change of ${changed}`);
    return { ...presigned, query: changed };
  };
const replaced = (from: string | RegExp, to: string) => query((value) => value.replace(from, to));
const without = (name: string) => replaced(new RegExp(`&${name}=[^&]*`), '');
const added = (more: string) => query((value) => `${value}&${more}`);

const missing = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
].map(
  (name): Refusal => ({
    what: `no ${name}`,
    code: 'IncompleteSignature',
    message: new RegExp(`\`${name}\` in a presigned URL, found none`),
    spoil: without(name),
  }),
);

const twice = [
  'X-Amz-Algorithm=AWS4-HMAC-SHA256',
  'X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261123%2Feu-central-1%2Fnotes%2Faws4_request',
  'X-Amz-Date=20261123T120000Z',
  'X-Amz-Expires=3600',
  'X-Amz-SignedHeaders=host',
  `X-Amz-Signature=${'0'.repeat(64)}`,
  'x-amz-expires=604800',
  'X-Amz-Sign%61ture=0',
].map(
  (more): Refusal => ({
    what: `a second ${more}`,
    code: 'IncompleteSignature',
    message: /each `X-Amz-` parameter once, found one twice/,
    spoil: added(more),
  }),
);

const otherCase = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Expires', 'X-Amz-Signature'].map(
  (name): Refusal => ({
    what: `${name} in lower case`,
    code: 'IncompleteSignature',
    message: new RegExp(`the parameter \`${name}\` in this case`),
    spoil: replaced(name, name.toLowerCase()),
  }),
);

const expiries = ['0', '604801', '-1', '', '1e3', '0x10', '3600.5', '+60', '%2060', '9999999'].map(
  (value): Refusal => ({
    what: `an expiry of ${value || 'nothing'}`,
    code: 'IncompleteSignature',
    message: /`X-Amz-Expires` to be 1 to 604800 seconds/,
    spoil: replaced('X-Amz-Expires=3600', `X-Amz-Expires=${value}`),
  }),
);

const malformed: readonly Refusal[] = [
  {
    what: 'another algorithm',
    code: 'InvalidRequest',
    message: /`X-Amz-Algorithm` to be AWS4-HMAC-SHA256 or .*, found another/,
    spoil: replaced('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA1'),
  },
  {
    what: 'a date that is none',
    code: 'IncompleteSignature',
    message: /`X-Amz-Date` such as/,
    spoil: replaced('20261123T120000Z', '20261131T120000Z'),
  },
  {
    what: 'a credential whose slashes are escaped twice',
    code: 'IncompleteSignature',
    message: /five parts/,
    spoil: replaced(/%2F/g, '%252F'),
  },
  {
    what: 'a signature of another length',
    code: 'IncompleteSignature',
    message: /64 lower-case hexadecimal/,
    spoil: query((value) => value.slice(0, -1)),
  },
  {
    what: 'a meta parameter twice',
    code: 'IncompleteSignature',
    message: /found one twice/,
    spoil: added('X-Amz-Meta-A=1&x-amz-meta-a=2'),
  },
];

const unsigned: readonly Refusal[] = [
  {
    what: 'a host that is not signed',
    code: 'SignatureDoesNotMatch',
    message: /`host` to be a signed header/,
    spoil: replaced('SignedHeaders=host%3B', 'SignedHeaders='),
  },
  {
    what: 'an x-amz header added to the URL',
    code: 'SignatureDoesNotMatch',
    message: /`x-amz-acl` to be a signed header/,
    spoil: (presigned) => withAddedHeader(presigned, 'x-amz-acl', 'public-read'),
  },
  {
    what: 'a session token in a header',
    code: 'SignatureDoesNotMatch',
    message: /`x-amz-security-token` to be a signed header/,
    spoil: (presigned) => withAddedHeader(presigned, 'x-amz-security-token', 'token'),
  },
  {
    what: 'a session token in a header and the query',
    code: 'IncompleteSignature',
    message: /`X-Amz-Security-Token` as a parameter or as a header, found both/,
    spoil: (presigned) =>
      added('X-Amz-Security-Token=a')(withAddedHeader(presigned, 'x-amz-security-token', 'a')),
  },
  {
    what: 'a body hash in a header and the query',
    code: 'IncompleteSignature',
    message: /`X-Amz-Content-Sha256` as a parameter or as a header, found both/,
    spoil: (presigned) =>
      added('X-Amz-Content-Sha256=UNSIGNED-PAYLOAD')(
        withAddedHeader(presigned, 'x-amz-content-sha256', 'UNSIGNED-PAYLOAD'),
      ),
  },
];

const tampered: readonly Refusal[] = [
  ['another method', (presigned: HttpRequest) => ({ ...presigned, method: 'DELETE' })],
  ['another path', (presigned: HttpRequest) => ({ ...presigned, path: '/notes/43' })],
  ['another body', (presigned: HttpRequest) => ({ ...presigned, body: 'other' })],
  ['another parameter', added('admin=true')],
  ['a parameter less', replaced('draft=true&', '')],
  ['a longer time', replaced('X-Amz-Expires=3600', 'X-Amz-Expires=3601')],
  ['a later date', replaced('T120000Z', 'T120001Z')],
  ['a session token added', added('X-Amz-Security-Token=token')],
  [
    'another host',
    (presigned: HttpRequest) => withHeader(presigned, 'Host', () => 'other.example'),
  ],
  [
    'another signed header',
    (presigned: HttpRequest) => withHeader(presigned, 'X-Amz-Meta-Colour', () => 'red'),
  ],
].map(
  ([what, spoil]): Refusal =>
    ({
      what,
      code: 'SignatureDoesNotMatch',
      message: /signature of this request by this key/,
      spoil,
    }) as Refusal,
);

const scopes: readonly Refusal[] = [
  {
    what: 'another service',
    code: 'SignatureDoesNotMatch',
    message: /correct service/,
    options: { service: 'iam' },
  },
  {
    what: 'another region',
    code: 'SignatureDoesNotMatch',
    message: /valid region/,
    options: { regions: ['us-east-1'] },
  },
  {
    what: 'a scope of the day before',
    code: 'SignatureDoesNotMatch',
    message: /date in Credential scope does not match/,
    spoil: replaced('%2F20261123%2F', '%2F20261122%2F'),
  },
];

const early = [...missing, ...twice, ...otherCase, ...expiries, ...malformed, ...scopes];

it.each([...early, ...unsigned, ...tampered])('$what is refused with $code', async (refusal) => {
  const presigned = await presignSample();
  expect(await verifySample(presigned)).toMatchObject({ principal: 'alice' });
  const error = await refusalOf(refusal.spoil?.(presigned) ?? presigned, refusal.options);
  expect(error).toMatchObject({ name: 'SignatureError', code: refusal.code, fault: 'Sender' });
  expect(error.message).toMatch(refusal.message);
});

it('what is refused before the key is known asks nobody for it', async () => {
  const presigned = await presignSample();
  for (const { spoil, options } of early) {
    const signingKeys = (): never => {
      throw new Error('expected no question');
    };
    await refusalOf(spoil?.(presigned) ?? presigned, { ...options, signingKeys });
  }
});
