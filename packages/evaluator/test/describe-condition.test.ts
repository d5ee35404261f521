// What each operator wanted of a request that came near, in words.
import type { Policy } from '@ostiary/policy';
import { describe, expect, it } from 'vitest';
import { compile, createRequestContext, evaluate, explain } from '../src/index.js';
import { simulate } from './simulated-case.js';

type Values = string | readonly string[];

const ALICE = { type: 'User', arn: 'arn:aws:iam::123456789012:user/alice' } as const;

/** The sentence about a condition that did not hold, after the colon. */
function explained(Condition: object, context: Record<string, Values>, more: object = {}): string {
  const Statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition };
  const { request, policies } = simulate({
    request: { principal: ALICE, action: 'notes:GetNote', resource: '*', context },
    identityPolicies: [{ Version: '2012-10-17', Statement, ...more }],
  });
  const sentence = explain(evaluate(request, policies))[1] ?? '';
  expect(sentence).toContain(' has a condition that does not hold: ');
  return sentence.slice(sentence.indexOf('hold: ') + 'hold: '.length);
}

describe('one value', () => {
  it.each<[operator: string, value: string, actual: string, wanted: string]>([
    ['StringEquals', 'red', 'blue', 'to be `red`'],
    ['StringNotEquals', 'red', 'red', 'to be other than `red`'],
    ['StringEqualsIgnoreCase', 'red', 'blue', 'to be `red`'],
    ['StringNotEqualsIgnoreCase', 'red', 'RED', 'to be other than `red`'],
    ['StringLike', 'r*', 'blue', 'to match `r*`'],
    ['StringNotLike', 'r*', 'red', 'not to match `r*`'],
    ['NumericEquals', '5', '6', 'to be `5`'],
    ['NumericNotEquals', '5', '5.0', 'to be other than `5`'],
    ['NumericLessThan', '5', '6', 'to be less than `5`'],
    ['NumericLessThanEquals', '5', '6', 'to be at most `5`'],
    ['NumericGreaterThan', '5', '4', 'to be greater than `5`'],
    ['NumericGreaterThanEquals', '5', '4', 'to be at least `5`'],
    ['DateEquals', '2026-01-02', '2026', 'to be `2026-01-02`'],
    ['DateNotEquals', '2026-01-01', '2026', 'to be other than `2026-01-01`'],
    ['DateLessThan', '2026', '2027', 'to be before `2026`'],
    ['DateLessThanEquals', '2026', '2027', 'to be no later than `2026`'],
    ['DateGreaterThan', '2026', '2025', 'to be after `2026`'],
    ['DateGreaterThanEquals', '2026', '2025', 'to be no earlier than `2026`'],
    ['Bool', 'true', 'false', 'to be `true`'],
    ['BinaryEquals', 'QQ==', 'Qg==', 'to be `QQ==`'],
    ['IpAddress', '10.0.0.0/8', '192.0.2.1', 'to be in `10.0.0.0/8`'],
    ['NotIpAddress', '10.0.0.0/8', '10.0.0.1', 'to be outside `10.0.0.0/8`'],
    ['ArnEquals', 'arn:aws:x:::a*', 'arn:aws:x:::b', 'to match `arn:aws:x:::a*`'],
    ['ArnLike', 'arn:aws:x:::a*', 'arn:aws:x:::b', 'to match `arn:aws:x:::a*`'],
    ['ArnNotEquals', 'arn:aws:x:::a*', 'arn:aws:x:::a', 'not to match `arn:aws:x:::a*`'],
    ['ArnNotLike', 'arn:aws:x:::a*', 'arn:aws:x:::a', 'not to match `arn:aws:x:::a*`'],
    ['Null', 'true', 'x', 'to be absent'],
  ])('%s', (operator, value, actual, wanted) => {
    expect(explained({ [operator]: { 'notes:Key': value } }, { 'notes:key': actual })).toBe(
      `${operator} wants \`notes:Key\` ${wanted}, the request has \`${actual}\``,
    );
  });
});

describe('several values', () => {
  it.each<[operator: string, values: readonly string[], actual: string, wanted: string]>([
    ['StringEquals', ['red', 'green'], 'blue', 'to be one of `red`, `green`'],
    ['StringNotEquals', ['red', 'green'], 'red', 'to be none of `red`, `green`'],
    ['StringLike', ['r*', 'g*'], 'blue', 'to match one of `r*`, `g*`'],
    ['StringNotLike', ['r*', 'g*'], 'red', 'to match none of `r*`, `g*`'],
    ['NumericLessThan', ['5', '4'], '6', 'to be less than one of `5`, `4`'],
    ['NumericLessThanEquals', ['5', '4'], '6', 'to be at most one of `5`, `4`'],
    ['NumericGreaterThan', ['5', '4'], '3', 'to be greater than one of `5`, `4`'],
    ['NumericGreaterThanEquals', ['5', '4'], '3', 'to be at least one of `5`, `4`'],
    ['DateLessThan', ['2025', '2024'], '2026', 'to be before one of `2025`, `2024`'],
    ['DateLessThanEquals', ['2025', '2024'], '2026', 'to be no later than one of `2025`, `2024`'],
    ['DateGreaterThan', ['2027', '2028'], '2026', 'to be after one of `2027`, `2028`'],
    [
      'DateGreaterThanEquals',
      ['2027', '2028'],
      '2026',
      'to be no earlier than one of `2027`, `2028`',
    ],
    ['IpAddress', ['10.0.0.0/8', '::1'], '192.0.2.1', 'to be in one of `10.0.0.0/8`, `::1`'],
    ['NotIpAddress', ['10.0.0.0/8', '::1'], '::1', 'to be in none of `10.0.0.0/8`, `::1`'],
    ['StringEquals', [], 'blue', 'to be one of nothing'],
  ])('%s', (operator, values, actual, wanted) => {
    expect(explained({ [operator]: { 'notes:Key': values } }, { 'notes:key': actual })).toBe(
      `${operator} wants \`notes:Key\` ${wanted}, the request has \`${actual}\``,
    );
  });
});

it('says that the request has none, where a key is absent', () => {
  expect(explained({ StringEquals: { 'notes:Key': 'red' } }, {})).toBe(
    'StringEquals wants `notes:Key` to be `red`, the request has none',
  );
  expect(explained({ Null: { 'notes:Key': 'false' } }, {})).toBe(
    'Null wants `notes:Key` to be there, the request has none',
  );
});

it('says of which of several values a set qualifier wants it', () => {
  const context = { 'notes:key': ['red', 'blue'] };
  expect(explained({ 'ForAllValues:StringLike': { 'notes:Key': 'r*' } }, context)).toBe(
    'ForAllValues:StringLike wants each value of `notes:Key` to match `r*`, the request has `red`, `blue`',
  );
  const any = { 'ForAnyValue:StringEqualsIfExists': { 'notes:Key': 'green' } };
  expect(explained(any, context)).toBe(
    'ForAnyValue:StringEqualsIfExists wants a value of `notes:Key` to be `green`, the request has `red`, `blue`',
  );
});

it('says that a bare operator compares no several values', () => {
  expect(
    explained({ StringEquals: { 'notes:Key': 'red' } }, { 'notes:Key': ['red', 'blue'] }),
  ).toBe(
    'StringEquals wants `notes:Key` to be `red`, the request has `red`, `blue`: to compare several values takes `ForAnyValue:` or `ForAllValues:`',
  );
  expect(explained({ Null: { 'notes:Key': 'true' } }, { 'notes:Key': ['red', 'blue'] })).toBe(
    'Null wants `notes:Key` to be absent, the request has `red`, `blue`',
  );
});

it.each([
  ['NumericEquals', '5', 'five', 'number'],
  ['DateLessThan', '2026', 'soon', 'date'],
  ['Bool', 'true', 'yes', 'boolean'],
  ['IpAddress', '10.0.0.0/8', '10.0.0.0/9', 'IP address'],
  ['IpAddress', '10.0.0.0/8', 'localhost', 'IP address'],
])('names the value that %s cannot read', (operator, value, actual, what) => {
  expect(explained({ [operator]: { 'notes:Key': value } }, { 'notes:Key': actual })).toContain(
    `the request has \`${actual}\`: \`${actual}\` is no ${what}`,
  );
});

describe('a variable', () => {
  const condition = { StringEquals: { 'notes:Owner': '${aws:username}' } };

  it('is shown with what it stands for', () => {
    expect(explained(condition, { 'notes:Owner': 'bob' })).toBe(
      'StringEquals wants `notes:Owner` to be `${aws:username}`, where `aws:username` is `alice`, the request has `bob`',
    );
  });

  it('is shown with all others, each once, also where it stands for nothing', () => {
    const two = "${aws:username}-${notes:Team}-${notes:Rank, 'none'}-${aws:username}-${*}";
    expect(explained({ StringLike: { 'notes:Key': ['*', two] } }, {})).toBe(
      `StringLike wants \`notes:Key\` to match one of \`*\`, \`${two}\`, where \`aws:username\` is \`alice\` and \`notes:Team\` has no value and \`notes:Rank\` is \`none\`, the request has none`,
    );
  });

  it('is found whatever its case', () => {
    const color = { StringEquals: { 'notes:Key': '${notes:Color}' } };
    expect(explained(color, { 'notes:color': 'red', 'notes:key': 'blue' })).toContain(
      ', where `notes:Color` is `red`, the request has `blue`',
    );
  });

  it('is text in a policy without variables, and to an operator that reads none', () => {
    expect(explained(condition, { 'notes:Owner': 'bob' }, { Version: '2008-10-17' })).toBe(
      'StringEquals wants `notes:Owner` to be `${aws:username}`, the request has `bob`',
    );
  });

  it('in a Resource is shown with what it stands for', () => {
    const resource = 'arn:aws:notes:eu-west-1:123456789012:note/${aws:username}/*';
    const policy = (Version: string): object => ({
      Version,
      Statement: { Effect: 'Allow', Action: '*', Resource: resource },
    });
    const sentence = (version: string): string | undefined => {
      const asked = { principal: ALICE, action: 'notes:GetNote', resource: '*', context: {} };
      const { request, policies } = simulate({
        request: asked,
        identityPolicies: [policy(version)],
      });
      return explain(evaluate(request, policies))[1];
    };
    const which = 'statement 1 of identity-based policy `identityPolicies[0]`';
    const about = `${which} is about other resources: its Resource is \`${resource}\``;
    expect(sentence('2012-10-17')).toBe(`${about}, where \`aws:username\` is \`alice\``);
    expect(sentence('2008-10-17')).toBe(about);
  });
});

it('an operator that is none is named, whatever it is called', () => {
  const policy = {
    version: '2012-10-17',
    id: undefined,
    statements: [
      {
        sid: undefined,
        effect: 'Allow',
        principal: undefined,
        action: { element: 'Action', patterns: ['*'] },
        resource: { element: 'Resource', patterns: ['*'] },
        conditions: [
          {
            operator: JSON.parse('{"name":"constructor","ifExists":true}'),
            key: 'notes:Key',
            values: ['red'],
          },
        ],
      },
    ],
  } as const satisfies Policy;
  const { request } = simulate({
    request: { principal: ALICE, action: 'notes:GetNote', resource: '*', context: {} },
  });
  const context = createRequestContext([['notes:Key', 'red']]);
  const identity = compile([{ name: 'unreadable', policy }], 'identity');
  expect(explain(evaluate({ ...request, context }, { identity }))[1]).toBe(
    'statement 1 of identity-based policy `unreadable` has a condition that does not hold: there is no operator `constructorIfExists`',
  );
});
