// Every statement that matched, not the deciding one alone.
import { expect, it } from 'vitest';
import { evaluate, findMatched } from '../src/index.js';
import { type SimulatedCase, simulate } from './simulated-case.js';

const RESOURCE = 'arn:aws:notes:eu-west-1:123456789012:note/1';

/** A statement about every note, or about what `other` says. */
function statement(Sid: string, other: object = {}): object {
  return { Sid, Effect: 'Allow', Action: 'notes:*', Resource: '*', ...other };
}

function matched(policies: Omit<SimulatedCase, 'request'>): readonly unknown[] {
  const found = simulate({
    request: {
      principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/alice' },
      action: 'notes:GetNote',
      resource: RESOURCE,
      context: {},
    },
    ...policies,
  });
  return findMatched(evaluate(found.request, found.policies)).map(
    ({ policy, sid, effect }) => `${policy.name} ${sid} ${effect}`,
  );
}

const document = (...statements: readonly object[]): object => ({
  Version: '2012-10-17',
  Statement: statements,
});

it('lists allows and denies in the order in which they stand', () => {
  const refuse = { Effect: 'Deny' };
  expect(
    matched({
      identityPolicies: [
        document(statement('A'), statement('B', refuse), statement('C')),
        document(statement('D', refuse), statement('Other', { Action: 'other:*' })),
        document(statement('E')),
      ],
    }),
  ).toEqual([
    'identityPolicies[0] A Allow',
    'identityPolicies[0] B Deny',
    'identityPolicies[0] C Allow',
    'identityPolicies[1] D Deny',
    'identityPolicies[2] E Allow',
  ]);
});

it('lists the statements of every policy type and level', () => {
  const everyone = { Principal: '*' };
  const names = matched({
    identityPolicies: [document(statement('S'))],
    resourcePolicy: document(statement('S', everyone)),
    permissionsBoundaries: [document(statement('S'))],
    sessionPolicies: [document(statement('S'))],
    serviceControlPolicies: [[document(statement('S'))], [document(statement('S'))]],
    resourceControlPolicies: [[document(statement('S', everyone))]],
    endpointPolicies: [document(statement('S', everyone))],
  });
  expect(names).toEqual(
    [
      ...['identityPolicies[0]', 'resourcePolicy', 'permissionsBoundaries[0]'],
      ...['sessionPolicies[0]', 'endpointPolicies[0]'],
      ...['serviceControlPolicies[0][0]', 'serviceControlPolicies[1][0]'],
      'resourceControlPolicies[0][0]',
    ].map((name) => `${name} S Allow`),
  );
});

it('lists a Deny with NotPrincipal that spares nobody who has a boundary', () => {
  const spared = ['arn:aws:iam::123456789012:user/alice', 'arn:aws:iam::123456789012:root'];
  const refuse = { Effect: 'Deny', NotPrincipal: { AWS: spared } };
  const resourcePolicy = document(statement('Refuse', refuse));
  expect(matched({ resourcePolicy })).toEqual([]);
  expect(matched({ resourcePolicy, permissionsBoundaries: [] })).toEqual([
    'resourcePolicy Refuse Deny',
  ]);
});
