// How a policy is written: the elements in the order of the grammar, a list of one without brackets.
import { describe, expect, test } from 'vitest';
import {
  type Policy,
  type PolicyDocument,
  parsePolicy,
  printPolicy,
  type StatementDocument,
} from '../src/index.js';

function parse(document: unknown): Policy {
  const parsed = parsePolicy(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues, null, 2));
  return parsed.value;
}

const required = { Effect: 'Allow', Action: 'a:b', Resource: '*' } as const;
const inPolicy = (statement: StatementDocument): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [statement],
});

describe('a document in its canonical form is printed as it stands', () => {
  test.each<[string, PolicyDocument]>([
    ['with no more than it needs', inPolicy(required)],
    ['with an id', { Version: '2012-10-17', Id: 'i', Statement: [required] }],
    ['with an empty id', { Version: '2012-10-17', Id: '', Statement: [required] }],
    ['in the older version', { Version: '2008-10-17', Statement: [required] }],
    ['with several statements', { Version: '2012-10-17', Statement: [required, required] }],
    ['with a Sid', inPolicy({ Sid: 's', ...required })],
    ['with an empty Sid', inPolicy({ Sid: '', ...required })],
    ['with a Deny', inPolicy({ ...required, Effect: 'Deny' })],
    ['with several actions', inPolicy({ ...required, Action: ['a:b', 'c:d'] })],
    ['with all actions but some', inPolicy({ Effect: 'Allow', NotAction: 'a:b', Resource: '*' })],
    ['with all resources but some', inPolicy({ Effect: 'Deny', Action: '*', NotResource: '*' })],
    ['with nobody', inPolicy({ ...required, Principal: {} })],
    [
      'without a resource',
      inPolicy({ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'a:b' }),
    ],
    [
      'with principals of several types',
      inPolicy({
        ...required,
        NotPrincipal: { AWS: ['123456789012', '*'], Service: 'a.example.com' },
      }),
    ],
    [
      'with several keys under one operator, and one under another',
      inPolicy({
        ...required,
        Condition: {
          'ForAnyValue:StringLikeIfExists': { 'a:b': 'c', 'a:c': ['d', 'e'] },
          StringLike: { 'a:b': 'c' },
          Null: { 'a:b': 'true' },
        },
      }),
    ],
    ['with a key that has no value', inPolicy({ ...required, Condition: { Bool: { 'a:b': [] } } })],
  ])('%s', (_, document) => {
    expect(printPolicy(parse(document))).toStrictEqual(document);
  });
});

describe('what may be written in several ways is printed in one', () => {
  test.each<[string, unknown, unknown]>([
    ['a statement without brackets gets them', { Statement: required }, { Statement: [required] }],
    [
      'a list of one loses its brackets',
      { Statement: [{ Effect: 'Allow', Action: ['a:b'], Resource: ['*'] }] },
      { Statement: [required] },
    ],
    [
      'everyone stands under its type',
      { Statement: [{ ...required, Principal: '*' }] },
      { Statement: [{ ...required, Principal: { AWS: '*' } }] },
    ],
    [
      'nobody has no type',
      { Statement: [{ ...required, Principal: { AWS: [], Service: [] } }] },
      { Statement: [{ ...required, Principal: {} }] },
    ],
    [
      'numbers and truth values become their text',
      { Statement: [{ ...required, Condition: { NumericEquals: { 'a:b': [1, 2.5] } } }] },
      { Statement: [{ ...required, Condition: { NumericEquals: { 'a:b': ['1', '2.5'] } } }] },
    ],
    [
      'an empty condition is none',
      { Statement: [{ ...required, Condition: {} }] },
      { Statement: [required] },
    ],
  ])('%s', (_, document, expected) => {
    // The version is written too where the source left it to its default.
    expect(printPolicy(parse(document))).toStrictEqual({
      Version: '2008-10-17',
      ...(expected as object),
    });
  });

  test('elements come in the order of the grammar', () => {
    const statement =
      '"Sid":"s","Effect":"Allow","Principal":{"AWS":"*"},"Action":"a:b","Resource":"*","Condition":{"Null":{"a:b":"true"}}';
    const text = `{"Version":"2012-10-17","Id":"i","Statement":[{${statement}}]}`;
    const turned = JSON.parse(text, (_, value) =>
      typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toReversed())
        : value,
    );
    expect(JSON.stringify(printPolicy(parse(turned)))).toBe(text);
  });
});
