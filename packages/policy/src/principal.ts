// Who is calling: the principals that AWS knows, as one union.
import type { AccountId } from './account-id.js';
import type { Arn } from './arn.js';

/** An IAM user signing with its own credentials. */
export interface UserPrincipal {
  readonly type: 'User';
  /** `arn:aws:iam::123456789012:user/path/name` */
  readonly arn: Arn;
  readonly accountId: AccountId;
  readonly userName: string;
  /** Unique id, `AIDA…`. */
  readonly userId?: string;
}

/** A role itself, as policies name it; a caller is an {@link AssumedRolePrincipal}. */
export interface RolePrincipal {
  readonly type: 'Role';
  /** `arn:aws:iam::123456789012:role/path/name` */
  readonly arn: Arn;
  readonly accountId: AccountId;
  /** Unique id, `AROA…`. */
  readonly roleId?: string;
}

/** A session of a role. */
export interface AssumedRolePrincipal {
  readonly type: 'AssumedRole';
  /** `arn:aws:sts::123456789012:assumed-role/name/session`; it lacks the path of the role. */
  readonly arn: Arn;
  readonly accountId: AccountId;
  /** `arn:aws:iam::123456789012:role/path/name`; what `aws:PrincipalArn` holds. */
  readonly roleArn: Arn;
  readonly sessionName: string;
  /** Unique id of the role, `AROA…`. */
  readonly roleId?: string;
  /** Tells this session from others of the same name; its session policies hang on it. */
  readonly sessionId?: string;
  /** The provider of the {@link FederatedPrincipal} who assumed the role, if one did. */
  readonly federatedProvider?: string;
}

/** A session from GetFederationToken, acting for a user. */
export interface FederatedUserPrincipal {
  readonly type: 'FederatedUser';
  /** `arn:aws:sts::123456789012:federated-user/name` */
  readonly arn: Arn;
  readonly accountId: AccountId;
  /** The user who asked for the session. */
  readonly userArn: Arn;
  /** Tells this session from others of the same name; its session policies hang on it. */
  readonly sessionId?: string;
}

/**
 * Somebody whom an identity provider vouches for, as the caller of AssumeRoleWithSAML or
 * AssumeRoleWithWebIdentity; once the role is assumed, the caller is an {@link AssumedRolePrincipal}.
 */
export interface FederatedPrincipal {
  readonly type: 'Federated';
  /**
   * `arn:aws:iam::123456789012:saml-provider/name`, `arn:aws:iam::123456789012:oidc-provider/host/path`,
   * or the host name of a provider that needs no registration, such as `accounts.google.com`.
   */
  readonly provider: string;
  /** The account that the provider is registered in: only roles of that account can trust it. */
  readonly accountId?: AccountId;
}

/** The root user of an account. */
export interface RootPrincipal {
  readonly type: 'Root';
  /** `arn:aws:iam::123456789012:root` */
  readonly arn: Arn;
  readonly accountId: AccountId;
}

/** A service calling in its own name, such as `notes.example.com`. */
export interface ServicePrincipal {
  readonly type: 'Service';
  readonly service: string;
}

/** An account known by its canonical user id. */
export interface CanonicalUserPrincipal {
  readonly type: 'CanonicalUser';
  readonly canonicalId: string;
}

/** Nobody in particular: no credentials were sent. */
export interface AnonymousPrincipal {
  readonly type: 'Anonymous';
}

/** Who a request comes from (IAM User Guide, "AWS JSON policy elements: Principal"). */
export type Principal =
  | UserPrincipal
  | RolePrincipal
  | AssumedRolePrincipal
  | FederatedUserPrincipal
  | FederatedPrincipal
  | RootPrincipal
  | ServicePrincipal
  | CanonicalUserPrincipal
  | AnonymousPrincipal;

/** A principal the way a person reads it: its ARN, the name of a service or provider, or `anonymous`. */
export function formatPrincipal(principal: Principal): string {
  switch (principal.type) {
    case 'Service':
      return principal.service;
    case 'Federated':
      return principal.provider;
    case 'CanonicalUser':
      return principal.canonicalId;
    case 'Anonymous':
      return 'anonymous';
    default:
      return principal.arn;
  }
}
