// The message of an AccessDenied error, in the forms that AWS documents.
import { expect, it } from 'vitest';
import { accessDeniedMessage, evaluate } from '../src/index.js';
import { type SimulatedCase, simulate } from './simulated-case.js';

const STATEMENT = { Action: '*', Resource: '*' };
const document = (...Statement: readonly object[]): object => ({
  Version: '2012-10-17',
  Statement,
});
const ALLOWS = document({ Effect: 'Allow', ...STATEMENT });
const DENIES = document({ Effect: 'Deny', ...STATEMENT });
const NOTHING = document({ Effect: 'Allow', Action: 'other:*', Resource: '*' });
const forAll = (Effect: string): object => document({ Effect, Principal: '*', ...STATEMENT });

const WHO = 'User: arn:aws:iam::123456789012:user/JohnDoe is not authorized to perform: ';

function message(
  policies: Omit<SimulatedCase, 'request'>,
  request: Partial<SimulatedCase['request']> = {},
): string {
  const found = simulate({
    request: {
      principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/JohnDoe' },
      action: 'notes:List',
      resource: '*',
      context: {},
      ...request,
    },
    ...policies,
  });
  const decision = evaluate(found.request, found.policies);
  return decision.outcome === 'allowed' ? 'allowed' : accessDeniedMessage(decision);
}

it.each<[string, Omit<SimulatedCase, 'request'>]>([
  ['an identity-based policy', { identityPolicies: [DENIES] }],
  ['a permissions boundary', { permissionsBoundaries: [DENIES] }],
  ['a session policy', { sessionPolicies: [DENIES] }],
  ['a resource-based policy', { resourcePolicy: forAll('Deny') }],
  ['a service control policy', { serviceControlPolicies: [[DENIES]] }],
  ['a resource control policy', { resourceControlPolicies: [[forAll('Deny')]] }],
  ['a VPC endpoint policy', { endpointPolicies: [forAll('Deny')] }],
])('an explicit deny names its kind of policy: %s', (name, policies) => {
  expect(message(policies)).toBe(`${WHO}notes:List with an explicit deny in ${name}`);
});

it.each<[string, Omit<SimulatedCase, 'request'>]>([
  ['identity-based policy', {}],
  ['permissions boundary', { permissionsBoundaries: [NOTHING] }],
  ['session policy', { sessionPolicies: [NOTHING] }],
  ['service control policy', { serviceControlPolicies: [[NOTHING]] }],
  ['resource control policy', { resourceControlPolicies: [[]] }],
  ['VPC endpoint policy', { endpointPolicies: [] }],
])('an implicit deny names the kind of policy that lacks the allow: %s', (name, policies) => {
  const identityPolicies = name === 'identity-based policy' ? [NOTHING] : [ALLOWS];
  expect(message({ identityPolicies, ...policies })).toBe(
    `${WHO}notes:List because no ${name} allows the notes:List action`,
  );
});

it('names the resource when the request is about one', () => {
  const resource = 'arn:aws:notes:eu-west-1:123456789012:note/1';
  expect(message({}, { resource })).toBe(
    `${WHO}notes:List on resource: ${resource} because no identity-based policy allows the notes:List action`,
  );
});

it('speaks of the one trust policy of a role', () => {
  const resource = 'arn:aws:iam::123456789012:role/editor';
  const resourcePolicy = document({ Effect: 'Deny', Principal: { AWS: '*' }, Action: '*' });
  expect(message({ resourcePolicy }, { resource })).toBe(
    `${WHO}notes:List on resource: ${resource} with an explicit deny in the role trust policy`,
  );
});

it('calls a caller without credentials anonymous', () => {
  expect(message({}, { principal: { type: 'Anonymous', arn: null } })).toBe(
    'User: anonymous is not authorized to perform: notes:List because no resource-based policy allows the notes:List action',
  );
});
