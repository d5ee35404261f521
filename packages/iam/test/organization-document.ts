// Documents of organizations for tests.
import type { AccountId } from '@ostiary/policy';
import type { Iam } from '../src/index.js';

/** The account that owns the deployment, and two members. */
export const MANAGEMENT = '123456789012' as AccountId;
export const MEMBER = '111122223333' as AccountId;
export const OTHER = '444455556666' as AccountId;

/** A statement in a policy. */
export function policy(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

export const NO_USERS = {
  name: 'NoUsers',
  document: policy({ Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' }),
};
const ONLY_NOTES = {
  name: 'OnlyNotes',
  document: policy({ Effect: 'Allow', Action: 'notes:*', Resource: '*' }),
};
export const OWN_ROLES = {
  name: 'OwnRoles',
  document: policy({
    Effect: 'Deny',
    Principal: '*',
    Action: 'sts:AssumeRole',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:PrincipalAccount': MEMBER } },
  }),
};

/** An organization with one unit, in which the member is. */
export const WORKLOADS = {
  managementAccount: MANAGEMENT,
  policies: { serviceControl: [NO_USERS, ONLY_NOTES], resourceControl: [OWN_ROLES] },
  root: {
    organizationalUnits: [
      {
        name: 'Workloads',
        serviceControlPolicies: ['FullAWSAccess', 'NoUsers'],
        resourceControlPolicies: ['OwnRoles'],
        accounts: [{ id: MEMBER }],
      },
    ],
  },
};

/** Makes the three accounts. */
export async function createAccounts(iam: Iam): Promise<void> {
  await iam.createAccount({ id: MANAGEMENT, name: 'main' });
  await iam.createAccount({ id: MEMBER, name: 'member' });
  await iam.createAccount({ id: OTHER, name: 'other' });
}
