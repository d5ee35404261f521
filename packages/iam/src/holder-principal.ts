// Who holds credentials: a user, or the root user of an account.
import type { AccountId, RootPrincipal, UserPrincipal } from '@ostiary/policy';
import { entityArn, rootArn } from './entity-arn.js';
import type { Reader } from './store.js';
import { USERS } from './tables/users.js';

/**
 * The principal with this unique id, which is the id of the account for its root user; undefined
 * when the user is gone.
 */
export async function findHolderPrincipal(
  reader: Reader,
  { accountId, id, partition }: { accountId: AccountId; id: string; partition: string },
): Promise<UserPrincipal | RootPrincipal | undefined> {
  if (id === accountId) return { type: 'Root', arn: rootArn(partition, accountId), accountId };
  const user = await reader.get(USERS, accountId, [id]);
  if (user === undefined) return undefined;
  const { userId, userName, path } = user;
  const arn = entityArn({ partition, accountId, kind: 'user', path, name: userName });
  return { type: 'User', arn, accountId, userName, userId };
}
