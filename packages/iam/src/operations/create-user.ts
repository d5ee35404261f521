// CreateUser.

import { describeUser } from '../describe-user.js';
import { entityArn } from '../entity-arn.js';
import { IamError } from '../errors.js';
import type { Operation, OperationScope } from '../operation.js';
import { KeyTakenError } from '../store-errors.js';
import { USERS, type User } from '../tables/users.js';
import { createUniqueId } from '../unique-id.js';

/** Makes a user (IAM API Reference, "CreateUser"). */
export const createUser: Operation<'CreateUser'> = {
  name: 'CreateUser',
  access: 'write',
  demands: ({ UserName, Path = '/', PermissionsBoundary, Tags = [] }, scope) => [
    {
      action: 'iam:CreateUser',
      resource: userArn(scope, Path, UserName),
      context: [
        ...(PermissionsBoundary ? [['iam:PermissionsBoundary', PermissionsBoundary] as const] : []),
        ...Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value] as const),
        ...(Tags.length > 0 ? [['aws:TagKeys', Tags.map(({ Key }) => Key)] as const] : []),
      ],
    },
  ],
  run: async (
    { UserName, Path = '/', PermissionsBoundary, Tags = [] },
    { store, caller: { accountId }, now, partition, quotas, secrets },
  ) => {
    if ((await store.count(USERS, { accountId })) >= quotas.UsersQuota) {
      throw new IamError(
        'LimitExceeded',
        `Cannot exceed quota for UsersPerAccount: ${quotas.UsersQuota}`,
      );
    }
    const user: User = {
      accountId,
      userId: createUniqueId('user', secrets),
      userName: UserName,
      path: Path,
      createDate: now.toISOString(),
      tags: Tags.map(({ Key, Value }) => ({ key: Key, value: Value })),
      permissionsBoundary: PermissionsBoundary,
    };
    try {
      await store.insert(USERS, user);
    } catch (error) {
      if (!(error instanceof KeyTakenError)) throw error;
      throw new IamError('EntityAlreadyExists', `User with name ${UserName} already exists.`);
    }
    return { User: describeUser(user, partition) };
  },
};

function userArn({ partition, caller }: OperationScope, path: string, name: string): string {
  return entityArn({ partition, accountId: caller.accountId, kind: 'user', path, name });
}
