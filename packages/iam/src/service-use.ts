// Which user or role called which service: noted with the use of its key, for the access advisor.
import type { AccountId } from '@ostiary/policy';
import type { Reader, Writer } from './store.js';
import { ACCESS_KEYS } from './tables/access-keys.js';
import type { LastUse } from './tables/last-uses.js';
import { SERVICE_USES } from './tables/service-uses.js';

/** Notes a call of a service by whoever has the key or is the role; the root user is neither. */
export async function recordServiceUse(
  { accountId, kind, id, service, region, date }: LastUse,
  store: Writer,
): Promise<void> {
  const entityId = kind === 'role' ? id : await ownerOf(accountId, id, store);
  if (entityId === undefined || entityId === accountId) return;
  const use = { accountId, entityId, service, region, date };
  const known = await store.get(SERVICE_USES, accountId, [entityId, service]);
  await (known === undefined ? store.insert(SERVICE_USES, use) : store.replace(SERVICE_USES, use));
}

/** Takes away what is known of the calls of a user or role that is no more. */
export async function forgetServiceUses(
  accountId: AccountId,
  entityId: string,
  store: Writer,
): Promise<void> {
  for (const use of await store.list(SERVICE_USES, { accountId, prefix: [entityId] })) {
    await store.remove(SERVICE_USES, use);
  }
}

async function ownerOf(
  accountId: AccountId,
  accessKeyId: string,
  store: Reader,
): Promise<string | undefined> {
  return (await store.get(ACCESS_KEYS, accountId, [accessKeyId]))?.ownerId;
}
