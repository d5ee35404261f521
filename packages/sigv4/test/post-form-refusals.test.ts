// Upload forms that are refused, each beside the control that passes.
import { describe, expect, it } from 'vitest';
import {
  type PostForm,
  type PostFormOptions,
  type SignatureErrorCode,
  signPostPolicy,
  type VerifyPostFormOptions,
} from '../src/index.js';
import { formOf, formRefusalOf, postFormOptions, verifySampleForm } from './post-form-sample.js';
import { sampleDate, sampleKeys } from './sample.js';

interface Refusal {
  readonly what: string;
  readonly code: SignatureErrorCode;
  readonly message: RegExp;
  readonly spoil?: (form: PostForm) => PostForm;
  readonly options?: Partial<VerifyPostFormOptions<string>>;
}

const field =
  (name: string, change: (value: string) => string | undefined) =>
  (form: PostForm): PostForm => {
    const fields = form.fields.flatMap(([other, value]) => {
      if (other.toLowerCase() !== name.toLowerCase()) return [[other, value] as const];
      const changed = change(value);
      return changed === undefined ? [] : [[other, changed] as const];
    });
    expect(fields).not.toEqual(form.fields);
    return { ...form, fields };
  };
const without = (name: string) => field(name, () => undefined);
const added =
  (name: string, value: string) =>
  (form: PostForm): PostForm => ({ ...form, fields: [...form.fields, [name, value]] });
const spoilDigit = (value: string) => (value.startsWith('0') ? '1' : '0') + value.slice(1);

const missing = ['policy', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-signature'];
const early: readonly Refusal[] = [
  ...missing.map(
    (name): Refusal => ({
      what: `no ${name}`,
      code: 'InvalidArgument',
      message: new RegExp(`\`${name}\` in the form, found none`),
      spoil: without(name),
    }),
  ),
  ...['key', 'Key', 'POLICY', 'X-Amz-Signature', 'x-amz-meta-a'].map(
    (name): Refusal => ({
      what: `a second ${name}`,
      code: 'InvalidArgument',
      message: /once, found more/,
      spoil: (form) => added(name, 'x')(added(name.toLowerCase(), 'x')(form)),
    }),
  ),
  {
    what: 'another algorithm',
    code: 'InvalidRequest',
    message: /not supported/,
    spoil: field('x-amz-algorithm', () => 'AWS4-ECDSA-P256-SHA256'),
  },
  {
    what: 'a signature in upper case',
    code: 'AuthorizationQueryParametersError',
    message: /64 lower-case/,
    spoil: field('x-amz-signature', () => 'A'.repeat(64)),
  },
  {
    what: 'a credential of four parts',
    code: 'AuthorizationQueryParametersError',
    message: /five parts/,
    spoil: field('x-amz-credential', (value) => value.replace('/s3', '')),
  },
  {
    what: 'a date that is none',
    code: 'AuthorizationQueryParametersError',
    message: /`x-amz-date` such as/,
    spoil: field('x-amz-date', () => '20261131T120000Z'),
  },
  {
    what: 'a policy that is not Base64',
    code: 'InvalidPolicyDocument',
    message: /Base64/,
    spoil: field('policy', (value) => `${value.slice(0, -1)}-`),
  },
  {
    what: 'a policy with a line break',
    code: 'InvalidPolicyDocument',
    message: /Base64/,
    spoil: field('policy', (value) => `${value}\r\n\r\n`),
  },
  {
    what: 'a policy that is not UTF-8',
    code: 'InvalidPolicyDocument',
    message: /UTF-8/,
    spoil: field('policy', () => '/////w=='),
  },
  {
    what: 'more than 20 KB of fields',
    code: 'MaxPostPreDataLengthExceededError',
    message: /20480 characters/,
    spoil: added('x-ignore-long', 'a'.repeat(20_480)),
  },
  {
    what: 'more fields than are read',
    code: 'MaxPostPreDataLengthExceededError',
    message: /256 fields/,
    spoil: (form) => ({
      ...form,
      fields: [...form.fields, ...Array.from({ length: 256 }, (_, at) => [`${at}`, ''] as const)],
    }),
  },
  {
    what: 'the bucket of another',
    code: 'InvalidArgument',
    message: /the bucket that the form was sent to/,
    spoil: (form) => ({ ...form, bucket: 'other' }),
  },
  {
    what: 'another service',
    code: 'AuthorizationQueryParametersError',
    message: /correct service/,
    options: { service: 'notes' },
  },
  {
    what: 'another region',
    code: 'AuthorizationQueryParametersError',
    message: /the region 'eu-central-1' is wrong; expecting 'us-east-1'/,
    options: { regions: ['us-east-1'] },
  },
  {
    what: 'a scope of another day',
    code: 'AuthorizationQueryParametersError',
    message: /Invalid credential date "20261123"/,
    spoil: field('x-amz-date', () => '20261122T120000Z'),
  },
  {
    what: 'a policy at its expiration',
    code: 'AccessDenied',
    message: /^Invalid according to Policy: Policy expired\.$/,
    options: { now: new Date('2026-11-23T12:10:00Z') },
  },
  {
    what: 'a form signed more than 15 minutes from now',
    code: 'RequestTimeTooSkewed',
    message: /not yet current/,
    options: { now: new Date('2026-11-23T11:44:59Z') },
  },
];

const late: readonly Refusal[] = [
  {
    what: 'another signature',
    code: 'SignatureDoesNotMatch',
    message: /signature of this POST policy/,
    spoil: field('x-amz-signature', spoilDigit),
  },
  {
    what: 'a policy changed by a space',
    code: 'SignatureDoesNotMatch',
    message: /signature of this POST policy/,
    spoil: field('policy', (value) =>
      Buffer.from(`${Buffer.from(value, 'base64')} `).toString('base64'),
    ),
  },
  {
    what: 'an unknown key',
    code: 'InvalidAccessKeyId',
    message: /known and active/,
    options: { signingKeys: async () => undefined },
  },
  {
    what: 'a key of the other kind',
    code: 'InvalidAccessKeyId',
    message: /known and active/,
    options: {
      signingKeys: async () => ({ publicKey: new Uint8Array(65), principal: 'alice' }),
    },
  },
  {
    what: 'expired credentials',
    code: 'ExpiredToken',
    message: /expired at 2026-11-23T12:00:00/,
    options: {
      signingKeys: async (query) => {
        const match = await sampleKeys(query);
        return match && { ...match, expiration: sampleDate };
      },
    },
  },
  ...(
    [
      ['another key', field('key', () => 'bob/cat.jpg'), '\\["starts-with","\\$key","alice/"\\]'],
      ['another acl', field('acl', () => 'public-read'), '\\["eq","\\$acl","private"\\]'],
      ['an acl that goes on', field('acl', () => 'private-but'), '\\["eq","\\$acl","private"\\]'],
      ['no acl', without('acl'), '\\["eq","\\$acl","private"\\]'],
      [
        'no content type',
        without('Content-Type'),
        '\\["starts-with","\\$content-type","image/"\\]',
      ],
      [
        'one content type of two that is none',
        field('Content-Type', () => 'image/png, text/html'),
        '\\$content-type',
      ],
      [
        'another key id than in the policy',
        field('x-amz-credential', (value) => value.replace('eu-central-1', 'us-east-1')),
        '\\$x-amz-credential',
      ],
    ] as const
  ).map(
    ([what, spoil, condition]): Refusal => ({
      what,
      code: 'AccessDenied',
      message: new RegExp(`^Invalid according to Policy: Policy Condition failed: .*${condition}`),
      spoil,
      // A lookup that does not care for the region, so that the conditions have to.
      options: { regions: undefined, signingKeys: (query) => sampleKeys(inCentral(query)) },
    }),
  ),
  ...['x-amz-meta-extra', 'success_action_redirect', 'x-amz-security-token', '__proto__'].map(
    (name): Refusal => ({
      what: `a field ${name} without a condition`,
      code: 'AccessDenied',
      message: new RegExp(`^Invalid according to Policy: Extra input fields: ${name}$`),
      spoil: added(name, 'x'),
    }),
  ),
];

function inCentral(query: Parameters<typeof sampleKeys>[0]) {
  return { ...query, scope: { ...query.scope, region: 'eu-central-1' } };
}

it.each([...early, ...late])('$what is refused with $code', async (refusal) => {
  const form = await formOf();
  expect(await verifySampleForm(form)).toMatchObject({ principal: 'alice' });
  const error = await formRefusalOf(refusal.spoil?.(form) ?? form, refusal.options);
  expect(error).toMatchObject({ name: 'SignatureError', code: refusal.code, fault: 'Sender' });
  expect(error.message).toMatch(refusal.message);
});

it('what is refused before the key is known asks nobody for it', async () => {
  const form = await formOf();
  const signingKeys = (): never => {
    throw new Error('expected no question');
  };
  for (const { spoil, options, code } of early) {
    const error = await formRefusalOf(spoil?.(form) ?? form, { ...options, signingKeys });
    expect(error.code).toBe(code);
  }
});

it('a form is refused seven days after it was signed, whatever its policy says', async () => {
  const policyOptions: PostFormOptions = { ...postFormOptions, expiresSeconds: 604_800 };
  const form = await formOf(undefined, policyOptions);
  const end = new Date('2026-11-30T12:00:00Z').getTime();
  expect(await verifySampleForm(form, { now: new Date(end - 1) })).toBeDefined();

  const eternal = JSON.stringify({
    expiration: '2036-11-23T12:00:00Z',
    conditions: ['bucket', 'key', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date'].map(
      (name) => ['starts-with', `$${name}`, ''],
    ),
  });
  const signed = await signPostPolicy(eternal, postFormOptions);
  const fields = [...Object.entries(signed), ['key', 'a'] as const];
  const spoilt: PostForm = { bucket: 'photos', fields };
  expect(await verifySampleForm(spoilt, { now: new Date(end) })).toBeDefined();
  expect(await formRefusalOf(spoilt, { now: new Date(end + 1000) })).toMatchObject({
    code: 'AccessDenied',
  });
});

describe('a signed policy', () => {
  const expiration = '2026-11-23T12:10:00.000Z';
  const policyOf = (change: object) =>
    JSON.stringify({
      expiration,
      conditions: [
        { bucket: 'photos' },
        ['starts-with', '$key', ''],
        ['starts-with', '$x-amz-algorithm', ''],
        ['starts-with', '$x-amz-credential', ''],
        ['starts-with', '$x-amz-date', ''],
      ],
      ...change,
    });
  const formWith = async (policy: string): Promise<PostForm> => ({
    bucket: 'photos',
    fields: [...Object.entries(await signPostPolicy(policy, postFormOptions)), ['key', 'a']],
  });

  it('is accepted as it is', async () => {
    expect(await verifySampleForm(await formWith(policyOf({})))).toMatchObject({
      principal: 'alice',
    });
  });

  it('may hold several ranges, of which the narrowest holds, as texts too', async () => {
    const { conditions } = JSON.parse(policyOf({}));
    const ranges = [
      ['content-length-range', 1, 9],
      ['Content-Length-Range', '3', '20'],
    ];
    const form = await formWith(policyOf({ conditions: [...conditions, ...ranges] }));
    const { readFile } = await verifySampleForm(form);
    const read = async (length: number) => {
      for await (const _ of readFile([new Uint8Array(length)]));
    };
    await read(3);
    await read(9);
    await expect(read(2)).rejects.toMatchObject({ code: 'EntityTooSmall' });
    await expect(read(10)).rejects.toMatchObject({ code: 'EntityTooLarge' });
  });

  it.each<[string, string]>([
    ['no JSON', '{'],
    ['a trailing comma', '{"expiration":"2026-11-23T12:10:00Z","conditions":[],}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no expiration', policyOf({ expiration: undefined })],
    ['an expiration that is a number', policyOf({ expiration: 1795435800000 })],
    ['an expiration in another form', policyOf({ expiration: 'Mon, 23 Nov 2026 12:10:00 GMT' })],
    ['an expiration without a zone', policyOf({ expiration: '2026-11-23T12:10:00' })],
    ['an expiration on no day', policyOf({ expiration: '2026-11-31T12:10:00Z' })],
    ['no conditions', policyOf({ conditions: undefined })],
    ['conditions that are an object', policyOf({ conditions: { bucket: 'photos' } })],
    ['a condition that is a text', policyOf({ conditions: ['bucket'] })],
    ['a condition that is null', policyOf({ conditions: [null] })],
    ['a condition of a number', policyOf({ conditions: [{ acl: 1 }] })],
    ['a condition of two parts', policyOf({ conditions: [['eq', '$acl']] })],
    ['a condition of four parts', policyOf({ conditions: [['eq', '$acl', 'a', 'b']] })],
    ['an operator that is none', policyOf({ conditions: [['ends-with', '$acl', 'a']] })],
    ['a field without its sign', policyOf({ conditions: [['eq', 'acl', 'a']] })],
    ['a value that is a list', policyOf({ conditions: [['eq', '$acl', ['a']]] })],
    ['a length below zero', policyOf({ conditions: [['content-length-range', -1, 2]] })],
    ['a length with a fraction', policyOf({ conditions: [['content-length-range', 0, 2.5]] })],
    ['a length that is no number', policyOf({ conditions: [['content-length-range', 0, '1e3']] })],
  ])('with %s is refused as malformed', async (_, policy) => {
    expect(await formRefusalOf(await formWith(policy))).toMatchObject({
      code: 'InvalidPolicyDocument',
    });
  });

  it('without a condition on the bucket is refused, as S3 does', async () => {
    const conditions = JSON.parse(policyOf({})).conditions.slice(1);
    const error = await formRefusalOf(await formWith(policyOf({ conditions })));
    expect(error.message).toBe('Invalid according to Policy: Extra input fields: bucket');
  });
});
