// The ARNs of what an account has.
import { type AccountId, type Arn, formatArn } from '@ostiary/policy';

/** The kinds of entity whose ARNs have a path and a name. */
export type NamedEntityKind =
  | 'user'
  | 'group'
  | 'role'
  | 'policy'
  | 'instance-profile'
  | 'server-certificate'
  | 'mfa';

/** What the ARN of an entity is made of. */
export interface EntityName {
  readonly partition: string;
  readonly accountId: AccountId;
  readonly kind: NamedEntityKind;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly name: string;
}

/** `arn:aws:iam::123456789012:user/division/alice` (IAM User Guide, "IAM ARNs"). */
export function entityArn({ partition, accountId, kind, path, name }: EntityName): Arn {
  const resource = `${kind}${path}${name}`;
  return formatArn({ partition, service: 'iam', region: '', accountId, resource });
}

/** `arn:aws:iam::123456789012:root` */
export function rootArn(partition: string, accountId: AccountId): Arn {
  return formatArn({ partition, service: 'iam', region: '', accountId, resource: 'root' });
}
