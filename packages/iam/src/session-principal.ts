// Who a session is, and which condition keys it brings.
import { type AccountId, type Arn, formatArn, type Principal } from '@ostiary/policy';
import { entityArn } from './entity-arn.js';
import { findHolderPrincipal } from './holder-principal.js';
import type { ProvenPrincipal } from './proven-principal.js';
import type { Reader } from './store.js';
import { ROLES } from './tables/roles.js';
import type { Session } from './tables/sessions.js';

/** `arn:aws:sts::123456789012:assumed-role/role/session` or `…:federated-user/name`. */
export function sessionArn(partition: string, accountId: AccountId, resource: string): Arn {
  return formatArn({ partition, service: 'sts', region: '', accountId, resource });
}

/**
 * The principal of a session; undefined when the role or user it was issued for is gone. One made
 * again under the name has another unique id, and no session of the former.
 */
export async function findSessionPrincipal(
  session: Session,
  reader: Reader,
  partition: string,
): Promise<Principal | undefined> {
  const { accountId, kind, name, sessionId, principalId: id } = session;
  if (kind === 'AssumedRole') return findAssumedRole(session, reader, partition);
  const holder = await findHolderPrincipal(reader, { accountId, id, partition });
  if (holder === undefined || kind === 'SessionToken') return holder;
  const arn = sessionArn(partition, accountId, `federated-user/${name}`);
  return { type: 'FederatedUser', arn, accountId, userArn: holder.arn, sessionId };
}

/**
 * The condition keys of a session (IAM User Guide, "AWS global condition context keys"). Whether
 * there was MFA is known of every session, and true for those of GetSessionToken alone.
 */
export function sessionContext(session: Session, now: Date): ProvenPrincipal['context'] {
  const { issueDate, multiFactorAuthDate, sourceIdentity } = session;
  return [
    ['aws:TokenIssueTime', issueDate],
    ['aws:MultiFactorAuthPresent', String(multiFactorAuthDate !== undefined)],
    ...(multiFactorAuthDate === undefined
      ? []
      : [['aws:MultiFactorAuthAge', String(secondsSince(multiFactorAuthDate, now))] as const]),
    ...(sourceIdentity === undefined ? [] : [['aws:SourceIdentity', sourceIdentity] as const]),
  ];
}

async function findAssumedRole(
  { accountId, principalId, name, sessionId, federatedProvider }: Session,
  reader: Reader,
  partition: string,
): Promise<Principal | undefined> {
  const role = await reader.get(ROLES, accountId, [principalId]);
  if (role === undefined) return undefined;
  const { roleId, roleName, path } = role;
  return {
    type: 'AssumedRole',
    arn: sessionArn(partition, accountId, `assumed-role/${roleName}/${name}`),
    accountId,
    roleArn: entityArn({ partition, accountId, kind: 'role', path, name: roleName }),
    ...{ sessionName: name, roleId, sessionId },
    ...(federatedProvider !== undefined && { federatedProvider }),
  };
}

function secondsSince(date: string, now: Date): number {
  return Math.floor((now.getTime() - new Date(date).getTime()) / 1000);
}
