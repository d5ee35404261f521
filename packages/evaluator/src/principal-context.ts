// The condition keys that follow from who is calling.
import type { Principal, UserPrincipal } from '@ostiary/policy';

type Entry = readonly [key: string, value: string];

/**
 * The keys AWS fills from the principal: `aws:PrincipalArn` (for a session the ARN of its role),
 * `aws:PrincipalAccount`, `aws:PrincipalType`, `aws:username` (users alone) and `aws:userid`
 * (IAM User Guide, "AWS global condition context keys" and "Principal key values"). Whoever a
 * provider vouches for is none of these before assuming the role: it has `aws:FederatedProvider`,
 * which its session keeps, or `saml:doc` (same guide, "IAM and AWS STS condition context keys").
 */
export function principalContext(principal: Principal): readonly Entry[] {
  switch (principal.type) {
    case 'User':
      return userContext(principal);
    case 'Role':
      return [
        ...inAccount(principal.arn, principal.accountId, 'AssumedRole'),
        ...userid(principal.roleId),
      ];
    case 'AssumedRole':
      return [
        ...inAccount(principal.roleArn, principal.accountId, 'AssumedRole'),
        ...userid(principal.roleId && `${principal.roleId}:${principal.sessionName}`),
        ...webIdentityProvider(principal.federatedProvider),
      ];
    case 'Federated':
      return [...webIdentityProvider(principal.provider), ...samlProvider(principal.provider)];
    case 'FederatedUser': {
      const name = principal.arn.slice(principal.arn.indexOf('/') + 1);
      return [
        ...inAccount(principal.arn, principal.accountId, 'FederatedUser'),
        ...userid(`${principal.accountId}:${name}`),
      ];
    }
    case 'Root':
      return [
        ...inAccount(principal.arn, principal.accountId, 'Account'),
        ...userid(principal.accountId),
      ];
    case 'Service':
      return [
        ['aws:PrincipalIsAWSService', 'true'],
        ['aws:PrincipalServiceName', principal.service],
      ];
    case 'CanonicalUser':
      return [['aws:userid', principal.canonicalId]];
    case 'Anonymous':
      return [
        ['aws:PrincipalAccount', 'anonymous'],
        ['aws:PrincipalType', 'Anonymous'],
        ['aws:userid', 'anonymous'],
      ];
  }
}

/** Most callers are users: member by member, since spreads cost more than the decision. */
function userContext({ arn, accountId, userName, userId }: UserPrincipal): readonly Entry[] {
  const entries: Entry[] = [
    ['aws:PrincipalArn', arn],
    ['aws:PrincipalAccount', accountId],
    ['aws:PrincipalType', 'User'],
    ['aws:username', userName],
  ];
  if (userId !== undefined) entries.push(['aws:userid', userId]);
  return entries;
}

function inAccount(arn: string, accountId: string, type: string): readonly Entry[] {
  return [
    ['aws:PrincipalArn', arn],
    ['aws:PrincipalAccount', accountId],
    ['aws:PrincipalType', type],
  ];
}

function userid(id: string | undefined): readonly Entry[] {
  return id === undefined ? [] : [['aws:userid', id]];
}

const SAML_PROVIDER = /^arn:[^:]*:iam::(\d{12}):saml-provider\/(.+)$/;

/** AWS names the provider of a web identity alone. */
function webIdentityProvider(provider: string | undefined): readonly Entry[] {
  const isNamed = provider !== undefined && !SAML_PROVIDER.test(provider);
  return isNamed ? [['aws:FederatedProvider', provider]] : [];
}

/** `saml:doc` holds `account-id/provider-name`. */
function samlProvider(provider: string): readonly Entry[] {
  const [, accountId, name] = SAML_PROVIDER.exec(provider) ?? [];
  return name === undefined ? [] : [['saml:doc', `${accountId}/${name}`]];
}
