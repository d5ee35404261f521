// ARN operators and values of the request that only look like what a pattern means.

import { expect, it } from 'vitest';
import { compileCondition } from '../src/compile-condition.js';
import { createRequestContext } from '../src/index.js';

function matches(pattern: string, value: string): boolean {
  const operator = { name: 'ArnLike', qualifier: undefined, ifExists: false } as const;
  const condition = { operator, key: 'aws:SourceArn', values: [pattern] };
  const context = createRequestContext([['aws:SourceArn', value]]);
  return compileCondition(condition, 'Allow', true)(context);
}

it.each(['', 'x', 'arn', 'arn:aws:sns:eu:1', 'urn:aws:sns:eu:1:topic', 'Arn:aws:sns:eu:1:topic'])(
  '`%s` is no ARN, and no pattern matches it',
  (value) => {
    for (const pattern of ['*', '*:*', '*:*:*:*:*', '*:*:*:*:*:*', 'arn:*']) {
      expect(matches(pattern, value)).toBe(false);
    }
  },
);

it.each([
  ['arn:aws:sns:eu:1:topic*:b', 'arn:aws:sns:eu:1:topic-x:y:b', true],
  ['arn:aws:sns:eu:1:topic*:b', 'arn:aws:sns:eu:1:topic-x:y:c', false],
  ['arn:aws:sns:eu:1:a:b:c', 'arn:aws:sns:eu:1:a:b:c', true],
  ['arn:aws:sns:eu:1:a:b:c', 'arn:aws:sns:eu:1:a:b:c:d', false],
  ['arn:aws:sns:eu:1:a:b:c', 'arn:aws:sns:eu:1:a:b', false],
  ['arn:*:sns:*:*:', 'arn:aws:sns:eu:1:', true],
  ['arn:*:sns:*:*:', 'arn:aws:sns:eu:1:a', false],
  ['arn:aws:*:b', 'arn:aws:sns:eu:1:b', false],
  ['arn:aws:s*', 'arn:aws:sns:eu:1:b', true],
  ['arn:aws:s*', 'arn:aws:dns:eu:1:b', false],
])('`%s` of `%s`: %s', (pattern, value, expected) => {
  expect(matches(pattern, value)).toBe(expected);
});
