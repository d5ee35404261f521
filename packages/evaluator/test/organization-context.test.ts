// Where an account stands in an organization, as condition keys; and who no organization binds.
import type { AccountId, Arn, Principal } from '@ostiary/policy';
import { describe, expect, it } from 'vitest';
import { isServiceLinkedRole, organizationContext } from '../src/index.js';

const PLACE = { organizationId: 'o-exampleorgid', path: 'o-exampleorgid/r-exam/ou-exam-one/' };

describe('the keys of an account in an organization', () => {
  it.each(['Principal', 'Resource'] as const)('are those of the %s', (whose) => {
    expect(organizationContext(whose, PLACE)).toEqual([
      [`aws:${whose}OrgID`, ['o-exampleorgid']],
      [`aws:${whose}OrgPaths`, ['o-exampleorgid/r-exam/ou-exam-one/']],
    ]);
  });

  it('have no value for an account in none', () => {
    expect(organizationContext('Principal', undefined)).toEqual([
      ['aws:PrincipalOrgID', []],
      ['aws:PrincipalOrgPaths', []],
    ]);
  });
});

describe('a service-linked role', () => {
  const accountId = '123456789012' as AccountId;
  const linked = 'arn:aws:iam::123456789012:role/aws-service-role/docs.example.com/Docs' as Arn;
  const plain = 'arn:aws:iam::123456789012:role/team/aws-service-role/Docs' as Arn;
  const session = 'arn:aws:sts::123456789012:assumed-role/Docs/s' as Arn;
  const role = (arn: Arn): Principal => ({ type: 'Role', arn, accountId });
  const assumed = (roleArn: Arn): Principal => ({
    type: 'AssumedRole',
    arn: session,
    accountId,
    roleArn,
    sessionName: 's',
  });

  it.each<[string, Principal, boolean]>([
    ['the role itself', role(linked), true],
    ['a session of it', assumed(linked), true],
    ['a role of a path that looks like it', role(plain), false],
    ['a session of such a role', assumed(plain), false],
    ['a user', { type: 'User', arn: linked, accountId, userName: 'Docs' }, false],
    ['a service', { type: 'Service', service: 'docs.example.com' }, false],
  ])('is one: %s', (_, principal, expected) => {
    expect(isServiceLinkedRole(principal)).toBe(expected);
  });
});
