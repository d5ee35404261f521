// Which names in a resource-based policy are the caller, and which only look like it.
import type { PolicyPrincipal, Principal, PrincipalClause } from '@ostiary/policy';
import { describe, expect, it } from 'vitest';
import { compile, type Decision, evaluate } from '../src/index.js';
import { type SimulatedPrincipal, simulate } from './simulated-case.js';

const ALLOW = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const ACCOUNT: PolicyPrincipal = { key: 'AWS', value: '123456789012' };
const USER: SimulatedPrincipal = { type: 'User', arn: 'arn:aws:iam::123456789012:user/alice' };
const ROLE_ARN = 'arn:aws:iam::123456789012:role/editor';
const SESSION_ARN = 'arn:aws:sts::123456789012:assumed-role/editor/nightly';
const FEDERATED_ARN = 'arn:aws:sts::123456789012:federated-user/alice';

/** Decides where the resource has to grant and the policies of the caller allow everything. */
function decide(
  principal: Principal,
  names: readonly PolicyPrincipal[],
  element: PrincipalClause['element'] = 'Principal',
): Decision['outcome'] {
  const { request, policies } = simulate({
    request: { principal: USER, action: 'notes:GetNote', resource: '*', context: {} },
    identityPolicies: [ALLOW],
    sessionPolicies: [ALLOW],
  });
  const statement = {
    sid: undefined,
    effect: element === 'Principal' ? 'Allow' : 'Deny',
    principal: { element, principals: names },
    action: { element: 'Action', patterns: ['*'] },
    resource: { element: 'Resource', patterns: ['*'] },
    conditions: [],
  } as const;
  const policy = { version: '2012-10-17', id: undefined, statements: [statement] } as const;
  const resource = compile([{ name: 'resource', policy }], 'resource');
  const resourceMustGrant = element === 'Principal';
  return evaluate({ ...request, principal }, { ...policies, resource, resourceMustGrant }).outcome;
}

function principalOf(principal: SimulatedPrincipal): Principal {
  const asked = { principal, action: 'notes:GetNote', resource: '*', context: {} };
  return simulate({ request: asked }).request.principal;
}

const aws = (value: string): PolicyPrincipal => ({ key: 'AWS', value });

describe.each<[string, SimulatedPrincipal]>([
  ['a user', USER],
  ['the root user', { type: 'Root', arn: 'arn:aws:iam::123456789012:root' }],
  ['a role', { type: 'Role', arn: ROLE_ARN }],
  ['a role session', { type: 'AssumedRole', arn: SESSION_ARN, roleArn: ROLE_ARN }],
  ['a federated user', { type: 'FederatedUser', arn: FEDERATED_ARN, userArn: USER.arn ?? '' }],
])('%s', (_, flat) => {
  const principal = principalOf(flat);

  it.each(['123456789012', 'arn:aws:iam::123456789012:root'])('is of the account `%s`', (name) => {
    expect(decide(principal, [aws(name)])).toBe('allowed');
  });

  it.each<PolicyPrincipal>([
    aws('210987654321'),
    aws('arn:aws:iam::210987654321:root'),
    aws('arn:aws:sts::123456789012:root'),
    aws('arn:aws:iam::123456789012:user/root'),
    aws('arn:aws:iam::123456789012:roots'),
    aws('arn:aws:iam::12345678901:root'),
    aws('undefined'),
    { key: 'Federated', value: 'arn:aws:iam::123456789012:root' },
    { key: 'Service', value: '123456789012' },
    { key: 'CanonicalUser', value: '123456789012' },
  ])('is not of what `$key` `$value` names', (name) => {
    expect(decide(principal, [name])).toBe('implicitDeny');
  });
});

it('nobody is no service, and a service no canonical user', () => {
  const undefinedService: PolicyPrincipal = { key: 'Service', value: 'undefined' };
  expect(decide({ type: 'Anonymous' }, [undefinedService])).toBe('implicitDeny');
  const service: Principal = { type: 'Service', service: 'notes.example.com' };
  expect(decide(service, [{ key: 'Service', value: 'notes.example.com' }])).toBe('allowed');
  expect(decide(service, [{ key: 'CanonicalUser', value: 'undefined' }])).toBe('implicitDeny');
});

describe('a Deny with NotPrincipal', () => {
  const named = { ...principalOf(USER), userId: 'AIDAEXAMPLEALICE' } as Principal;

  it('spares a user by its ARN or by its unique id, beside its account', () => {
    expect(decide(named, [aws(USER.arn ?? ''), ACCOUNT], 'NotPrincipal')).toBe('allowed');
    expect(decide(named, [aws('AIDAEXAMPLEALICE'), ACCOUNT], 'NotPrincipal')).toBe('allowed');
  });

  it('spares nobody by another unique id', () => {
    expect(decide(named, [aws('AIDAEXAMPLEAGAIN'), ACCOUNT], 'NotPrincipal')).toBe('explicitDeny');
  });
});
