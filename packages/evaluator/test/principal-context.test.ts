// The condition keys that follow from each type of principal (IAM User Guide, "Principal key values").
import type { AccountId, Arn, Principal } from '@ostiary/policy';
import { expect, it } from 'vitest';
import { principalContext } from '../src/index.js';

const accountId = '123456789012' as AccountId;
const SAML_PROVIDER = 'arn:aws:iam::123456789012:saml-provider/Corp';
const OIDC_PROVIDER = 'arn:aws:iam::123456789012:oidc-provider/ci.example.com/runners';
const SESSION = {
  type: 'AssumedRole',
  arn: 'arn:aws:sts::123456789012:assumed-role/editor/nightly' as Arn,
  accountId,
  roleArn: 'arn:aws:iam::123456789012:role/team/editor' as Arn,
  sessionName: 'nightly',
  roleId: 'AROAEXAMPLEEDITOR',
} as const;
const SESSION_KEYS = {
  'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/team/editor',
  'aws:PrincipalAccount': '123456789012',
  'aws:PrincipalType': 'AssumedRole',
  'aws:userid': 'AROAEXAMPLEEDITOR:nightly',
};

it.each<[who: string, principal: Principal, keys: Record<string, string>]>([
  [
    'the root user',
    { type: 'Root', arn: 'arn:aws:iam::123456789012:root' as Arn, accountId },
    {
      'aws:PrincipalArn': 'arn:aws:iam::123456789012:root',
      'aws:PrincipalAccount': '123456789012',
      'aws:PrincipalType': 'Account',
      'aws:userid': '123456789012',
    },
  ],
  [
    'a user',
    {
      type: 'User',
      arn: 'arn:aws:iam::123456789012:user/team/alice' as Arn,
      accountId,
      userName: 'alice',
      userId: 'AIDAEXAMPLEALICE',
    },
    {
      'aws:PrincipalArn': 'arn:aws:iam::123456789012:user/team/alice',
      'aws:PrincipalAccount': '123456789012',
      'aws:PrincipalType': 'User',
      'aws:username': 'alice',
      'aws:userid': 'AIDAEXAMPLEALICE',
    },
  ],
  [
    'a role',
    { type: 'Role', arn: SESSION.roleArn, accountId, roleId: 'AROAEXAMPLEEDITOR' },
    { ...SESSION_KEYS, 'aws:userid': 'AROAEXAMPLEEDITOR' },
  ],
  ['a role session', SESSION, SESSION_KEYS],
  [
    'a session that began with a web identity',
    { ...SESSION, federatedProvider: OIDC_PROVIDER },
    { ...SESSION_KEYS, 'aws:FederatedProvider': OIDC_PROVIDER },
  ],
  [
    'a session that began with a SAML assertion',
    { ...SESSION, federatedProvider: SAML_PROVIDER },
    SESSION_KEYS,
  ],
  [
    'a federated user',
    {
      type: 'FederatedUser',
      arn: 'arn:aws:sts::123456789012:federated-user/alice' as Arn,
      accountId,
      userArn: 'arn:aws:iam::123456789012:user/bob' as Arn,
    },
    {
      'aws:PrincipalArn': 'arn:aws:sts::123456789012:federated-user/alice',
      'aws:PrincipalAccount': '123456789012',
      'aws:PrincipalType': 'FederatedUser',
      'aws:userid': '123456789012:alice',
    },
  ],
  [
    'whom a registered OIDC provider vouches for',
    { type: 'Federated', provider: OIDC_PROVIDER, accountId },
    { 'aws:FederatedProvider': OIDC_PROVIDER },
  ],
  [
    'whom a public provider vouches for',
    { type: 'Federated', provider: 'accounts.google.com' },
    { 'aws:FederatedProvider': 'accounts.google.com' },
  ],
  [
    'whom a SAML provider vouches for',
    { type: 'Federated', provider: SAML_PROVIDER, accountId },
    { 'saml:doc': '123456789012/Corp' },
  ],
  [
    'a service',
    { type: 'Service', service: 'backup.example.com' },
    { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': 'backup.example.com' },
  ],
  ['a canonical user', { type: 'CanonicalUser', canonicalId: '79a5' }, { 'aws:userid': '79a5' }],
  [
    'nobody',
    { type: 'Anonymous' },
    {
      'aws:PrincipalAccount': 'anonymous',
      'aws:PrincipalType': 'Anonymous',
      'aws:userid': 'anonymous',
    },
  ],
])('%s', (_, principal, keys) => {
  expect(Object.fromEntries(principalContext(principal))).toEqual(keys);
});
