// Policies that no parser has seen: an Allow that cannot be read allows nothing, a Deny denies.
import type { ConditionOperatorName, Statement } from '@ostiary/policy';
import { describe, expect, it } from 'vitest';
import { compile, evaluate } from '../src/index.js';
import { simulate } from './simulated-case.js';

const { request } = simulate({
  request: {
    principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/alice' },
    action: 'notes:GetNote',
    resource: 'arn:aws:notes:eu-west-1:123456789012:note/alice/1',
    context: { 'notes:Probe': 'x' },
  },
});

const EVERYTHING: Statement = {
  sid: undefined,
  effect: 'Allow',
  principal: undefined,
  action: { element: 'Action', patterns: ['*'] },
  resource: { element: 'Resource', patterns: ['*'] },
  conditions: [],
};

function outcome(...statements: readonly Statement[]): string {
  const policy = { version: '2012-10-17', id: undefined, statements } as const;
  return evaluate(request, { identity: compile([{ name: 'p', policy }], 'identity') }).outcome;
}

const condition = (name: string, ...values: readonly string[]): Partial<Statement> => {
  const operator = { name: name as ConditionOperatorName, qualifier: undefined, ifExists: false };
  return { conditions: [{ operator, key: 'notes:Probe', values }] };
};

describe.each<[string, Partial<Statement>]>([
  ['a resource', { resource: { element: 'Resource', patterns: ['arn:${'] } }],
  ['one resource of two', { resource: { element: 'Resource', patterns: ['x', 'arn:${'] } }],
  ['an exception from resources', { resource: { element: 'NotResource', patterns: ['${'] } }],
  ['a condition operator', condition('StringResembles', 'x')],
  ['a condition operator named like a property of every object', condition('constructor', 'x')],
  ['a number', condition('NumericNotEquals', 'ten')],
  ['one number of two', condition('NumericNotEquals', '10', 'ten')],
  ['a date', condition('DateNotEquals', 'tomorrow')],
  ['an address block', condition('NotIpAddress', '10.0.0.0/99')],
  ['base64', condition('BinaryEquals', '%')],
  ['an ARN', condition('ArnNotLike', 'queue-1')],
  ['a truth value', condition('Bool', 'maybe')],
  ['a truth value under Null', condition('Null', 'maybe')],
  ['a variable', condition('StringNotEquals', '${aws:username')],
])('%s that cannot be read', (_, part) => {
  it('makes an Allow allow nothing', () => {
    expect(outcome({ ...EVERYTHING, ...part })).toBe('implicitDeny');
  });

  it('makes a Deny deny', () => {
    expect(outcome(EVERYTHING, { ...EVERYTHING, effect: 'Deny', ...part })).toBe('explicitDeny');
  });
});
