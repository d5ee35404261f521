// Amazon Resource Names, read and written.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatArn, isAccountId, isArn, MAX_ARN_LENGTH, parseArn } from '../src/index.js';

const part = fc.stringMatching(/^[A-Za-z0-9*?.${}/-]{1,12}$/);
const arnParts = fc.record({
  partition: part,
  service: part,
  region: fc.oneof(fc.constant(''), part),
  accountId: fc.oneof(fc.constant(''), part),
  resource: fc.stringMatching(/^[A-Za-z0-9:/*?.-]{1,40}$/),
});

describe('an ARN', () => {
  test('is read back part by part from what was written', () => {
    fc.assert(
      fc.property(arnParts, (parts) => {
        const arn = formatArn(parts);
        expect(parseArn(arn)).toEqual({ ok: true, value: { arn, ...parts } });
      }),
    );
  });

  test('is written as it was read', () => {
    const text = fc.array(fc.oneof(part, fc.constant('')), { minLength: 4, maxLength: 8 });
    fc.assert(
      fc.property(text, (parts) => {
        const arn = ['arn', ...parts].join(':');
        const parsed = parseArn(arn);
        if (parsed.ok) expect(formatArn(parsed.value)).toBe(arn);
        expect(isArn(arn)).toBe(parsed.ok);
      }),
    );
  });

  test('keeps the colons and slashes of its resource', () => {
    expect(parseArn('arn:aws-cn:sns:us-east-1:123456789012:topic:sub/1')).toMatchObject({
      value: { partition: 'aws-cn', accountId: '123456789012', resource: 'topic:sub/1' },
    });
    expect(parseArn('arn:aws:s3:::bucket')).toMatchObject({
      value: { region: '', accountId: '', resource: 'bucket' },
    });
  });

  test.each([
    ['text without its prefix', 'aws:s3:::bucket'],
    ['the prefix in the wrong case', 'ARN:aws:s3:::bucket'],
    ['too few parts', 'arn:aws:s3::bucket'],
    ['no partition', 'arn::s3:::bucket'],
    ['no service', 'arn:aws::::bucket'],
    ['no resource', 'arn:aws:s3:::'],
    ['a line break', 'arn:aws:s3:::a\nb'],
    ['a null character', 'arn:aws:s3:::a\u0000'],
    ['white space before', ' arn:aws:s3:::bucket'],
    ['nothing', ''],
    ['a number', 1],
    ['undefined', undefined],
    ['an object that prints as one', { toString: () => 'arn:aws:s3:::bucket' }],
  ])('is not: %s', (_, text) => {
    expect(parseArn(text)).toMatchObject({
      ok: false,
      issues: [{ code: 'INVALID_ARN', path: [], line: 1, column: 1 }],
    });
  });

  test.each([
    [1, 'expected an ARN, found number'],
    ['a'.repeat(MAX_ARN_LENGTH + 1), `an ARN has at most ${MAX_ARN_LENGTH} characters`],
    ['urn:aws:s3:::b', 'expected an ARN starting with `arn:`, found `urn:aws:s3:::b`'],
    [
      'arn:aws:s3',
      'expected `arn:partition:service:region:account-id:resource`, found `arn:aws:s3`',
    ],
    ['arn:aws:s3:::a\nb', 'control character in an ARN'],
  ])('is refused with what was expected: %s', (text, message) => {
    expect(parseArn(text)).toMatchObject({ issues: [{ message }] });
  });

  test('has a greatest length', () => {
    const head = 'arn:aws:s3:::';
    expect(isArn(head.padEnd(MAX_ARN_LENGTH, 'a'))).toBe(true);
    expect(isArn(head.padEnd(MAX_ARN_LENGTH + 1, 'a'))).toBe(false);
  });

  test.each([
    ['a colon in the partition', { partition: 'aws:s3' }],
    ['a colon in the service', { service: 's3:x' }],
    ['a colon in the region', { region: 'a:b' }],
    ['a colon in the account', { accountId: '1:2' }],
    ['an empty service', { service: '' }],
    ['an empty resource', { resource: '' }],
    ['a control character', { resource: 'a\tb' }],
  ])('is not written with %s', (_, spoiled) => {
    const parts = { partition: 'aws', service: 's3', region: '', accountId: '', resource: 'b' };
    expect(() => formatArn({ ...parts, ...spoiled })).toThrow(TypeError);
    expect(() => formatArn({ ...parts, ...spoiled })).toThrow(/^these parts make no ARN: `arn:aws/);
  });
});

describe('an account id', () => {
  test('is twelve digits and nothing else', () => {
    expect(isAccountId('000000000001')).toBe(true);
    for (const text of [
      '12345678901',
      '1234567890123',
      '12345678901a',
      '１２３４５６７８９０１２',
      '',
    ]) {
      expect(isAccountId(text), text).toBe(false);
    }
    expect(isAccountId('123456789012\n')).toBe(false);
  });
});
