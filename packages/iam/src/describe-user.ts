// A user as IAM answers it.
import type { OutputOf } from '@ostiary/api';
import { describeBoundary } from './describe-boundary.js';
import { entityArn } from './entity-arn.js';
import type { User } from './tables/users.js';
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
