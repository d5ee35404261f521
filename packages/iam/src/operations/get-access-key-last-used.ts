// GetAccessKeyLastUsed.
import { describeOwner } from '../credential-owner.js';
import { resourceTags } from '../demand-context.js';
import { rootArn } from '../entity-arn.js';
import { userArn } from '../find-user.js';
import { noSuchAccessKey } from '../get-access-key.js';
import type { Operation, ReadScope } from '../operation.js';
import { ACCESS_KEYS } from '../tables/access-keys.js';
import { LAST_USES } from '../tables/last-uses.js';
import { USERS, type User } from '../tables/users.js';

const ACTION = 'iam:GetAccessKeyLastUsed';

/**
 * Says when, where and for which service a key of the account was last used, `N/A` where it never
 * was (IAM API Reference, "GetAccessKeyLastUsed"). A key that is not there is demanded as `*`.
 */
export const getAccessKeyLastUsed: Operation<'GetAccessKeyLastUsed'> = {
  name: 'GetAccessKeyLastUsed',
  access: 'read',
  demands: async ({ AccessKeyId }, scope) => {
    const { partition, caller } = scope;
    const { ownerId, user } = (await findOwner(AccessKeyId, scope)) ?? {};
    if (user !== undefined) {
      const tags = resourceTags(user.tags);
      return [{ action: ACTION, resource: userArn(scope, user), context: [], tags }];
    }
    const isRoot = ownerId === caller.accountId;
    const resource = isRoot ? rootArn(partition, caller.accountId) : '*';
    return [{ action: ACTION, resource, context: [] }];
  },
  run: async ({ AccessKeyId }, scope) => {
    const { store, caller } = scope;
    const owner = await findOwner(AccessKeyId, scope);
    if (owner === undefined) throw noSuchAccessKey(AccessKeyId);
    const use = await store.get(LAST_USES, caller.accountId, ['access-key', AccessKeyId]);
    return {
      ...describeOwner({ ownerId: owner.ownerId, ...owner.user }),
      AccessKeyLastUsed: {
        ServiceName: use?.service ?? 'N/A',
        Region: use?.region ?? 'N/A',
        ...(use && { LastUsedDate: new Date(use.date) }),
      },
    };
  },
};

async function findOwner(
  accessKeyId: string,
  { store, caller: { accountId } }: ReadScope,
): Promise<{ readonly ownerId: string; readonly user: User | undefined } | undefined> {
  const key = await store.get(ACCESS_KEYS, accountId, [accessKeyId]);
  if (key === undefined) return undefined;
  return { ownerId: key.ownerId, user: await store.get(USERS, accountId, [key.ownerId]) };
}
