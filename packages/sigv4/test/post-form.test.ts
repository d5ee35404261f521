// Upload forms: signed as AWS documents and as its SDK does, and verified.
import { readFileSync } from 'node:fs';
import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  createPostForm,
  type SigningKeyLookup,
  signPostPolicy,
  verifyPostForm,
} from '../src/index.js';
import { formOf, postFormOptions, verifySampleForm } from './post-form-sample.js';
import { sampleCredentials, sampleDate, sampleKeys } from './sample.js';

const documented = JSON.parse(
  readFileSync(new URL('vectors/documented-post-form.json', import.meta.url), 'utf8'),
);

describe('the worked example of the S3 documentation', () => {
  const { given, expect: expected } = documented;
  const date = new Date(given.date);
  const signed = () => signPostPolicy(given.policy, { ...given, date });
  const withDocumentedFields = async (fields = given.fields) => ({
    bucket: given.bucket,
    fields: [
      ...fields,
      ['Policy', (await signed()).policy],
      ['X-Amz-Signature', expected.signature],
    ] as const,
    filename: 'MyPhoto.jpg',
  });

  it('is signed as documented', async () => {
    expect((await signed())['x-amz-signature']).toBe(expected.signature);
  });

  it('is verified', async () => {
    const { fields, principal } = await verifyPostForm(await withDocumentedFields(), {
      signingKeys: sampleKeys,
      now: date,
    });
    expect(principal).toBe('alice');
    expect(Object.fromEntries(fields)).toEqual({
      bucket: 'sigv4examplebucket',
      key: 'user/user1/MyPhoto.jpg',
      acl: 'public-read',
      success_action_redirect: 'http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html',
      'content-type': 'image/jpeg',
      'x-amz-meta-uuid': '14365123651274',
      'x-amz-server-side-encryption': 'AES256',
      'x-amz-meta-tag': '',
    });
  });
});

describe('the AWS SDK', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const temporary = { ...sampleCredentials, sessionToken: 'token+/=' };
  it.each([
    { key: 'alice/cat.jpg', credentials: sampleCredentials },
    { key: 'alice/${filename}', credentials: temporary },
    { key: 'grüße "and" $more', credentials: sampleCredentials },
  ])('signs the policy of $key alike, and its form is verified', async ({ key, credentials }) => {
    vi.useFakeTimers({ now: sampleDate, toFake: ['Date'] });
    const client = new S3Client({
      region: 'eu-central-1',
      credentials: { ...credentials, secretAccessKey: String(credentials.secretAccessKey) },
    });
    const { fields } = await createPresignedPost(client, {
      Bucket: 'photos',
      Key: key,
      Fields: { acl: 'private', 'x-amz-meta-colour': 'green' },
      Conditions: [['content-length-range', 1, 1024]],
      Expires: 600,
    });
    const policy = Buffer.from(fields.Policy ?? '', 'base64').toString();
    const ours = await signPostPolicy(policy, {
      credentials,
      region: 'eu-central-1',
      date: sampleDate,
    });
    expect(ours['x-amz-signature']).toBe(fields['X-Amz-Signature']);
    const verified = await verifyPostForm(
      { bucket: 'photos', fields: Object.entries(fields), filename: 'C:\\pictures\\cat.jpg' },
      { signingKeys: sampleKeys, now: sampleDate, regions: ['eu-central-1'] },
    );
    expect(verified).toMatchObject({
      principal: 'alice',
      sessionToken: credentials === temporary,
      expiration: new Date('2026-11-23T12:10:00Z'),
    });
    expect(verified.fields.get('key')).toBe(key.replace('${filename}', 'cat.jpg'));
  });

  it('asks of a form what ours asks', async () => {
    vi.useFakeTimers({ now: sampleDate, toFake: ['Date'] });
    const client = new S3Client({
      region: 'eu-central-1',
      credentials: {
        accessKeyId: sampleCredentials.accessKeyId,
        secretAccessKey: String(sampleCredentials.secretAccessKey),
      },
    });
    const theirs = await createPresignedPost(client, {
      Bucket: postFormOptions.bucket,
      Key: postFormOptions.key,
      Fields: postFormOptions.fields,
      Conditions: [...postFormOptions.conditions] as never,
      Expires: postFormOptions.expiresSeconds,
    });
    const conditionsOf = (policy = '') =>
      (JSON.parse(Buffer.from(policy, 'base64').toString()).conditions as unknown[])
        .map((condition) => JSON.stringify(condition).toLowerCase())
        .sort();
    expect(conditionsOf((await createPostForm(postFormOptions)).policy)).toEqual(
      conditionsOf(theirs.fields.Policy),
    );
  });
});

describe('a form of ours', () => {
  it('is verified, with the fields that the user fills in', async () => {
    const form = await formOf([
      ['Content-Type', 'image/png, image/jpeg'],
      ['x-ignore-a', 'b'],
    ]);
    const verified = await verifySampleForm(form);
    expect(verified.principal).toBe('alice');
    expect(verified.accessKeyId).toBe(sampleCredentials.accessKeyId);
    expect(Object.fromEntries(verified.fields)).toEqual({
      acl: 'private',
      bucket: 'photos',
      key: 'alice/cat.jpg',
      'content-type': 'image/png, image/jpeg',
    });
  });

  it('puts the name of a file in as text, and not the folders before it', async () => {
    for (const [filename, key] of [
      ['../../bob/$&.jpg', 'alice/$&.jpg'],
      ['C:\\a\\b.jpg', 'alice/b.jpg'],
      ['', 'alice/'],
    ]) {
      const form = await formOf();
      const { fields } = await verifySampleForm({ ...form, filename: filename ?? '' });
      expect(fields.get('key')).toBe(key);
    }
  });

  it('gives its file on when the length is in range, whole or in pieces', async () => {
    const { readFile } = await verifySampleForm(await formOf());
    const pieces = [new Uint8Array(10), new Uint8Array(6)];
    const received: Uint8Array[] = [];
    for await (const piece of readFile(pieces)) received.push(piece);
    expect(received).toEqual(pieces);
  });

  it.each([
    [[8, 9], 'EntityTooLarge', 1],
    [[1, 2], 'EntityTooSmall', 2],
    [[], 'EntityTooSmall', 0],
  ])('refuses a file in pieces of %j as %s', async (lengths, code, given) => {
    const { readFile } = await verifySampleForm(await formOf());
    const received: number[] = [];
    const reading = (async () => {
      const pieces = lengths.map((length) => new Uint8Array(length));
      for await (const piece of readFile(pieces)) received.push(piece.length);
    })();
    await expect(reading).rejects.toMatchObject({ name: 'SignatureError', code });
    expect(received).toHaveLength(given);
  });

  it.each([0, 604_801, 1.5, Number.NaN])('cannot hold for %s seconds', async (expiresSeconds) => {
    await expect(createPostForm({ ...postFormOptions, expiresSeconds })).rejects.toThrow(
      RangeError,
    );
  });

  it('cannot be made with a condition that is none', async () => {
    const conditions = [['starts-with', 'key', 'a']] as never;
    await expect(createPostForm({ ...postFormOptions, conditions })).rejects.toMatchObject({
      code: 'InvalidPolicyDocument',
    });
  });

  it('is verified up to each bound', async () => {
    const form = await formOf();
    const filled = [...form.fields, ...ignored(256 - form.fields.length)];
    expect(await verifySampleForm({ ...form, fields: filled })).toBeDefined();
    const length = form.fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    const long: [string, string] = ['x-ignore-', 'a'.repeat(20_480 - length - 'x-ignore-'.length)];
    expect(await verifySampleForm({ ...form, fields: [...form.fields, long] })).toBeDefined();
    const early = new Date(sampleDate.getTime() - 15 * 60_000);
    expect(await verifySampleForm(form, { now: early })).toBeDefined();
    const late = new Date(sampleDate.getTime() + 600_000 - 1);
    expect(await verifySampleForm(form, { now: late })).toBeDefined();
  });

  it('takes commas for a list in a content type alone', async () => {
    const form = await formOf();
    const { fields } = await verifySampleForm({ ...form, filename: 'a,b.jpg' });
    expect(fields.get('key')).toBe('alice/a,b.jpg');
  });

  it('without a range takes a file of any length', async () => {
    const { readFile } = await verifySampleForm(await formOf([], { conditions: [] }));
    const received: number[] = [];
    for await (const piece of readFile([new Uint8Array(0), new Uint8Array(99)])) {
      received.push(piece.length);
    }
    expect(received).toEqual([0, 99]);
  });

  it('asks for the key with its session token, and with none when it has none', async () => {
    const asked: unknown[] = [];
    const signingKeys: SigningKeyLookup<string> = async (query) => {
      asked.push(query);
      const match = await sampleKeys(query);
      return match && { ...match, expiration: new Date(sampleDate.getTime() + 1) };
    };
    const credentials = { ...sampleCredentials, sessionToken: 'token+/=' };
    const temporary = await formOf(undefined, { credentials });
    expect(await verifySampleForm(temporary, { signingKeys })).toMatchObject({
      sessionToken: true,
    });
    expect(await verifySampleForm(await formOf(), { signingKeys })).toMatchObject({
      sessionToken: false,
    });
    const scope = { date: '20261123', region: 'eu-central-1', service: 's3' };
    const { accessKeyId } = sampleCredentials;
    expect(asked).toStrictEqual([
      { accessKeyId, scope, sessionToken: 'token+/=' },
      { accessKeyId, scope },
    ]);
  });

  it('gives its token to nobody but the lookup', async () => {
    const credentials = { ...sampleCredentials, sessionToken: 'token+/=' };
    const verified = await verifySampleForm(await formOf(undefined, { credentials }));
    expect(JSON.stringify([verified, ...verified.fields])).not.toContain('token+/=');
  });
});

function ignored(count: number): [string, string][] {
  return Array.from({ length: count }, (_, at) => [`x-ignore-${at}`, '']);
}
