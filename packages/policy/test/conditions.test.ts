// Keys and values of a `Condition`, and lists of text: what is none is refused, nothing is guessed.
import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../src/index.js';

const allow = { Effect: 'Allow', Action: '*', Resource: '*' };

function parse(statement: object): unknown {
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: { ...allow, ...statement } });
  if (parsed.ok) return 'read';
  return parsed.issues.map(({ code, message }) => `${code} ${message}`);
}

describe('a condition key', () => {
  test.each(['aws:x', 'AWS:X', 'aws:PrincipalTag/cost center', 'a.example.com:sub', 'a:b:c'])(
    'is read: %s',
    (key) => {
      expect(parse({ Condition: { StringEquals: { [key]: 'a' } } })).toBe('read');
    },
  );

  test.each(['my notes:Team', ' aws:x', ':aws:x', 'aws :x', 'aws: x', 'aws:'])(
    'is refused: `%s`',
    (key) => {
      expect(parse({ Condition: { StringEquals: { [key]: 'a' } } })).toEqual([
        `INVALID_CONDITION_KEY_FORMAT expected a condition key like \`service:KeyName\`, found \`${key}\``,
      ]);
    },
  );
});

describe('the value of an ARN operator', () => {
  test.each(['*', 'arn:*', 'arn:aws:iam::123456789012:role/*', 'arn:aws:s3:::b'])(
    'is read: %s',
    (value) => {
      expect(parse({ Condition: { ArnLike: { 'aws:x': value } } })).toBe('read');
    },
  );

  test.each(['urn:aws:iam::123456789012:role/a', 'aws:*', 'a*', '**', 'arn', 'arn:aws:s3::b'])(
    'is refused: %s',
    (value) => {
      expect(parse({ Condition: { ArnLike: { 'aws:x': value } } })).toEqual([
        `INVALID_CONDITION_VALUE expected an ARN pattern for \`ArnLike\`, found \`${value}\``,
      ]);
    },
  );
});

describe('what is no text', () => {
  test.each<[string, unknown]>([
    ['boolean', true],
    ['boolean', false],
    ['number', 1],
    ['null', null],
    ['object', {}],
  ])('is refused among actions, resources and principals: %s %j', (kind, value) => {
    const fault = (element: string): string =>
      `DATA_TYPE_MISMATCH expected text in \`${element}\`, found ${kind}`;
    expect(parse({ Action: ['*', value] })).toEqual([fault('Action')]);
    expect(parse({ Resource: ['*', value] })).toEqual([fault('Resource')]);
    expect(parse({ Principal: { AWS: ['*', value] } })).toEqual([fault('AWS')]);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['object', {}],
    ['array', ['a']],
  ])('is refused among the values of a condition: %s', (kind, value) => {
    expect(parse({ Condition: { StringEquals: { 'aws:x': ['a', value] } } })).toEqual([
      `DATA_TYPE_MISMATCH expected text in \`aws:x\`, found ${kind}`,
    ]);
  });
});
