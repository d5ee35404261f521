// When and where a role was last used, as IAM answers it.
import type { OutputOf } from '@ostiary/api';
import type { Reader } from './store.js';
import { LAST_USES } from './tables/last-uses.js';
import type { Role } from './tables/roles.js';

/** The member `RoleLastUsed`; it is empty for a role that was never used. */
export async function describeLastUse(
  { accountId, roleId }: Role,
  store: Reader,
): Promise<Pick<OutputOf<'GetRole'>['Role'], 'RoleLastUsed'>> {
  const use = await store.get(LAST_USES, accountId, ['role', roleId]);
  if (use === undefined) return { RoleLastUsed: {} };
  return { RoleLastUsed: { LastUsedDate: new Date(use.date), Region: use.region } };
}
