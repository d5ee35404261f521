// The managed policies that every deployment has: those of AWS that are about people, not about AWS's products.
import type { BuiltInPolicy } from './built-in-policy.js';

const allow = (statement: object): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', ...statement }],
});

/** What reads IAM and changes nothing. */
const READ_IAM: readonly string[] = [
  'iam:GenerateCredentialReport',
  'iam:GenerateServiceLastAccessedDetails',
  'iam:Get*',
  'iam:List*',
  'iam:SimulateCustomPolicy',
  'iam:SimulatePrincipalPolicy',
];

const FIRST = {
  createDate: '2026-11-24T00:00:00Z',
  updateDate: '2026-11-24T00:00:00Z',
  version: 1,
};

/**
 * By the names and for the purposes that AWS has for them (AWS Managed Policy Reference); the
 * documents are our own. A service adds its own to `ReadOnlyAccess` by a policy that it contributes.
 *
 * INVARIANT: an id is never given to another policy, and a changed document has the next version.
 */
export const BUILT_IN_POLICIES: readonly BuiltInPolicy[] = [
  {
    ...FIRST,
    policyName: 'AdministratorAccess',
    policyId: 'ANPAADMINISTRATORACCE',
    description: 'Allows every action on every resource.',
    document: allow({ Action: '*', Resource: '*' }),
  },
  {
    ...FIRST,
    policyName: 'PowerUserAccess',
    policyId: 'ANPAPOWERUSERACCESS22',
    description:
      'Allows every action but those that manage users, permissions, the account and the organization.',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          NotAction: ['iam:*', 'organizations:*', 'account:*'],
          Resource: '*',
        },
        {
          Effect: 'Allow',
          Action: [
            'iam:CreateServiceLinkedRole',
            'iam:DeleteServiceLinkedRole',
            'iam:ListRoles',
            'organizations:DescribeOrganization',
          ],
          Resource: '*',
        },
      ],
    },
  },
  {
    ...FIRST,
    policyName: 'ReadOnlyAccess',
    policyId: 'ANPAREADONLYACCESS222',
    description: 'Allows to read the whole control plane: identities, permissions, organization.',
    document: allow({
      Action: [
        ...READ_IAM,
        'account:Get*',
        'account:List*',
        'organizations:Describe*',
        'organizations:List*',
        'sts:DecodeAuthorizationMessage',
        'sts:GetAccessKeyInfo',
        'sts:GetCallerIdentity',
      ],
      Resource: '*',
    }),
  },
  {
    ...FIRST,
    policyName: 'IAMFullAccess',
    policyId: 'ANPAIAMFULLACCESS2222',
    description: 'Allows everything in IAM, which includes to give oneself any permission.',
    document: allow({
      Action: ['iam:*', 'organizations:DescribeAccount', 'organizations:DescribeOrganization'],
      Resource: '*',
    }),
  },
  {
    ...FIRST,
    policyName: 'IAMReadOnlyAccess',
    policyId: 'ANPAIAMREADONLYACCESS',
    description: 'Allows to read IAM and to simulate policies.',
    document: allow({ Action: READ_IAM, Resource: '*' }),
  },
  {
    ...FIRST,
    policyName: 'IAMUserChangePassword',
    policyId: 'ANPAIAMUSERCHANGEPASS',
    description:
      'Allows a user to change its own password, and to see what a password must be like.',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'iam:ChangePassword',
          Resource: ['arn:*:iam::*:user/${aws:username}', 'arn:*:iam::*:user/*/${aws:username}'],
        },
        { Effect: 'Allow', Action: 'iam:GetAccountPasswordPolicy', Resource: '*' },
      ],
    },
  },
  {
    ...FIRST,
    policyName: 'SecurityAudit',
    policyId: 'ANPASECURITYAUDIT2222',
    description:
      'Allows auditors to read how access is set up: identities, permissions, organization.',
    document: allow({
      Action: [
        ...READ_IAM,
        'account:Get*',
        'organizations:Describe*',
        'organizations:List*',
        'sts:GetAccessKeyInfo',
        'sts:GetCallerIdentity',
      ],
      Resource: '*',
    }),
  },
];
