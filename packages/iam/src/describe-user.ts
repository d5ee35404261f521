// A user as IAM answers it.
import type { OutputOf } from '@ostiary/api';
import { describeBoundary } from './describe-boundary.js';
import { entityArn, rootArn } from './entity-arn.js';
import type { ReadScope } from './operation.js';
import { DEPLOYMENT } from './store.js';
import { ACCOUNTS } from './tables/accounts.js';
import { USERS, type User } from './tables/users.js';
import { describeTags } from './tags.js';

type UserShape = NonNullable<OutputOf<'GetUser'>['User']>;

/** The `User` shape of a stored user; absent members are left out, as IAM does. */
export function describeUser(user: User, partition: string): UserShape {
  return {
    ...describeListedUser(user, partition),
    ...describeBoundary(user),
    ...describeTags(user.tags),
  };
}

/** What lists say of a user: neither its tags nor its boundary. */
export function describeListedUser(user: User, partition: string): UserShape {
  const { accountId, userId, userName, path, createDate } = user;
  return {
    Path: path,
    UserName: userName,
    UserId: userId,
    Arn: entityArn({ partition, accountId, kind: 'user', path, name: userName }),
    CreateDate: new Date(createDate),
  };
}

/** The root user, who has the account's id and no name or path, though the shape says that every user has. */
export async function describeRoot({ store, caller, partition }: ReadScope): Promise<UserShape> {
  const { accountId } = caller;
  const account = await store.get(ACCOUNTS, DEPLOYMENT, [accountId]);
  const root: Partial<UserShape> = {
    UserId: accountId,
    Arn: rootArn(partition, accountId),
    ...(account && { CreateDate: new Date(account.createDate) }),
  };
  return root as UserShape;
}

/** The owner of a credential, a user or the root user, as lists show users. */
export async function describeOwnerAsUser(
  ownerId: string,
  scope: ReadScope,
): Promise<UserShape | undefined> {
  const { accountId } = scope.caller;
  if (ownerId === accountId) return describeRoot(scope);
  const user = await scope.store.get(USERS, accountId, [ownerId]);
  return user && describeListedUser(user, scope.partition);
}
