// Takes a role away with what is known of it alone.
import type { WriteScope } from './operation.js';
import { forgetServiceUses } from './service-use.js';
import { LAST_USES } from './tables/last-uses.js';
import { ROLES, type Role } from './tables/roles.js';

/** Removes a role that holds nothing any more, and what is kept of its use. */
export async function removeRole(role: Role, { store }: WriteScope): Promise<void> {
  await store.remove(ROLES, role);
  const lastUse = await store.get(LAST_USES, role.accountId, ['role', role.roleId]);
  if (lastUse !== undefined) await store.remove(LAST_USES, lastUse);
  await forgetServiceUses(role.accountId, role.roleId, store);
}
