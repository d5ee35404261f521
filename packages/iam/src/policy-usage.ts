// How many users, groups and roles a managed policy binds, and in which way.

import type { PolicyScope } from './find-managed-policy.js';
import { hasRows } from './has-rows.js';
import { ATTACHMENTS } from './tables/attachments.js';
import { ROLES } from './tables/roles.js';
import { USERS } from './tables/users.js';

/** How a policy is used: as permissions, or as a boundary of permissions. */
export type PolicyUsage = 'PermissionsPolicy' | 'PermissionsBoundary';

/** To how many users, groups and roles of the account a policy is attached. */
export function countAttachments(policyArn: string, scope: PolicyScope): Promise<number> {
  const { store, caller } = scope;
  const { accountId } = caller;
  return store.count(ATTACHMENTS, { accountId, index: 'policy', prefix: [policyArn] });
}

/** Of how many users and roles of the account a policy is the boundary. */
export async function countBoundaries(policyArn: string, scope: PolicyScope): Promise<number> {
  const { store, caller } = scope;
  const range = { accountId: caller.accountId, index: 'boundary', prefix: [policyArn] } as const;
  return (await store.count(USERS, range)) + (await store.count(ROLES, range));
}

/** Whether a policy is used this way in the account. */
export async function isUsed(
  policyArn: string,
  usage: PolicyUsage,
  { store, caller: { accountId } }: PolicyScope,
): Promise<boolean> {
  if (usage === 'PermissionsPolicy') {
    return hasRows(store, ATTACHMENTS, { accountId, index: 'policy', prefix: [policyArn] });
  }
  const range = { accountId, index: 'boundary', prefix: [policyArn] } as const;
  return (await hasRows(store, USERS, range)) || (await hasRows(store, ROLES, range));
}
