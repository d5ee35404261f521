// CreateUser.
import { checkQuota } from '../check-quota.js';
import { boundaryKey, requestTags } from '../demand-context.js';
import { describeUser } from '../describe-user.js';
import { checkBoundary } from '../find-managed-policy.js';
import { userArn } from '../find-user.js';
import type { Operation } from '../operation.js';
import { storeUnique } from '../store-unique.js';
import { USERS, type User } from '../tables/users.js';
import { addTags } from '../tags.js';
import { createUniqueId } from '../unique-id.js';

/** Makes a user (IAM API Reference, "CreateUser"). */
export const createUser: Operation<'CreateUser'> = {
  name: 'CreateUser',
  access: 'write',
  demands: ({ UserName, Path = '/', PermissionsBoundary, Tags }, scope) => [
    {
      action: 'iam:CreateUser',
      resource: userArn(scope, { path: Path, userName: UserName }),
      context: [...boundaryKey(PermissionsBoundary), ...requestTags(Tags)],
    },
  ],
  run: async ({ UserName, Path = '/', PermissionsBoundary, Tags }, scope) => {
    const { store, caller, now, partition, quotas, secrets } = scope;
    const { accountId } = caller;
    await checkBoundary(PermissionsBoundary, scope);
    checkQuota('UsersPerAccount', await store.count(USERS, { accountId }), quotas.UsersQuota);
    const user: User = {
      accountId,
      userId: createUniqueId('user', secrets),
      userName: UserName,
      path: Path,
      createDate: now.toISOString(),
      tags: addTags([], Tags),
      permissionsBoundary: PermissionsBoundary,
    };
    await storeUnique(store, 'insert', USERS, user, `User with name ${UserName} already exists.`);
    return { User: describeUser(user, partition) };
  },
};
