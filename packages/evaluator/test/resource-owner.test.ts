// Whose a resource is, by its ARN: what is no account id in its place hides no owner and makes none.
import type { AccountId } from '@ostiary/policy';
import { describe, expect, it } from 'vitest';
import { compile, evaluate } from '../src/index.js';
import { describeDecision, simulate } from './simulated-case.js';

const ALLOW = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

/** What an identity policy of alice gets her. */
function outcomeOf(resource: string, policy: object): string {
  const { request, policies } = simulate({
    request: {
      principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/alice' },
      action: 'notes:GetNote',
      resource,
      context: {},
    },
    identityPolicies: [policy],
  });
  return evaluate(request, policies).outcome;
}

/** Whether her identity policy is enough, as it is within her account alone. */
function isOwn(resource: string): boolean {
  return outcomeOf(resource, ALLOW) === 'allowed';
}

it.each([
  'arn:aws:notes:eu:123456789012:note/1',
  'arn:aws:notes:eu:123456789012',
  'arn:::::note/1',
  'arn:aws:notes:eu::note/1',
  '*',
  '',
  'arn',
  'arn:',
  'arn:aws',
  'arn:aws:notes',
  'arn:aws:notes:eu',
  'arn:aws:notes:eu:',
  'arn:aws:notes:eu:99999999999:note/1',
  'arn:aws:notes:eu:9999999999999:note/1',
  'arn:aws:notes:eu:99999999999x:note/1',
  'arn:aws:notes:eu:/99999999999:note/1',
  'arn:aws:notes:eu:999999999999/note',
  'urn:aws:notes:eu:999999999999:note/1',
  ':::: 999999999999:note',
])('`%s` belongs to the account of the caller', (resource) => {
  expect(isOwn(resource)).toBe(true);
});

it.each([
  'arn:aws:notes:eu:999999999999:note/1',
  'arn:aws:notes:eu:999999999999',
  'arn:aws:notes:eu:000000000000:note/1',
  'arn:aws:notes:eu:123456789013:note/1',
  'arn:aws:notes:eu:923456789012:note/1',
  'arn:aws:notes:eu:123459789012:note/1',
  'arn:::eu:999999999999:',
])('`%s` belongs to another account', (resource) => {
  expect(isOwn(resource)).toBe(false);
});

it.each(['', '1234', '1234567890123'])('the account `%s`, which is none, owns nothing', (id) => {
  const { request, policies } = simulate({
    request: {
      principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/alice' },
      action: 'notes:GetNote',
      resource: 'arn:aws:notes:eu:123456789012:note/1',
      context: {},
    },
    identityPolicies: [ALLOW],
  });
  const principal = { ...request.principal, accountId: id as AccountId };
  expect(evaluate({ ...request, principal } as typeof request, policies).outcome).toBe(
    'implicitDeny',
  );
});

it('policies that name nobody, in the place of the resource policy, lift no limit of the caller', () => {
  const parsed = simulate({
    request: {
      principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/alice' },
      action: 'notes:GetNote',
      resource: 'arn:aws:notes:eu:123456789012:note/1',
      context: {},
    },
    identityPolicies: [ALLOW],
  });
  const resource = parsed.policies.identity;
  const decision = evaluate(parsed.request, { resource, identity: compile([], 'identity') });
  expect(describeDecision(decision)).toEqual({ decision: 'implicitDeny', missing: 'identity' });
});

describe('the account of a resource, where the statement that matches spells it', () => {
  const OWN = '123456789012';
  const OTHER = '999999999999';
  const arn = (accountId: string): string => `arn:aws:notes:eu:${accountId}:note/1`;

  it.each<[string, readonly string[], string, 'allowed' | 'implicitDeny']>([
    ['the own', [`arn:aws:notes:eu:${OWN}:*`], arn(OWN), 'allowed'],
    ['another', [`arn:aws:notes:eu:${OTHER}:*`], arn(OTHER), 'implicitDeny'],
    ['the own, then another', [`${arn(OWN)}`, `${arn(OTHER)}`], arn(OTHER), 'implicitDeny'],
    ['another, then the own', [`${arn(OTHER)}`, `${arn(OWN)}`], arn(OWN), 'allowed'],
    ['the own in every pattern', [`${arn(OWN)}0`, `${arn(OWN)}`], arn(OWN), 'allowed'],
    ['any', ['arn:aws:notes:eu:*:note/1'], arn(OTHER), 'implicitDeny'],
    ['a part of one', [`arn:aws:notes:eu:${OWN}*:note/1`], arn(OWN), 'allowed'],
    ['none', ['arn:aws:notes:eu::note/1'], 'arn:aws:notes:eu::note/1', 'allowed'],
    ['the own, in another region', ['arn:aws:notes:*:123456789012:note/1'], arn(OWN), 'allowed'],
    [
      'the own, in the resource part alone',
      [`arn:aws:notes:*:note/${OWN}:1`],
      `arn:aws:notes:eu:${OTHER}:note/${OWN}:1`,
      'implicitDeny',
    ],
  ])('is read there: %s', (_, Resource, resource, outcome) => {
    const Statement = { Effect: 'Allow', Action: 'notes:*', Resource };
    expect(outcomeOf(resource, { Version: '2012-10-17', Statement })).toBe(outcome);
  });

  it('is not that of what a statement excepts', () => {
    const NotResource = `${arn(OTHER)}0`;
    const { request, policies } = simulate({
      request: {
        principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/alice' },
        action: 'notes:GetNote',
        resource: arn(OWN),
        context: {},
      },
      identityPolicies: [
        { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', NotResource } },
      ],
    });
    expect(evaluate(request, policies).outcome).toBe('allowed');
  });

  it('is what the request says, whatever the statement spells', () => {
    const { request, policies } = simulate({
      request: {
        principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/alice' },
        action: 'notes:GetNote',
        resource: arn(OWN),
        resourceAccount: OTHER,
        context: {},
      },
      identityPolicies: [
        { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: arn(OWN) } },
      ],
    });
    expect(evaluate(request, policies).outcome).toBe('implicitDeny');
  });
});
