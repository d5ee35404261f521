// A user as IAM answers it.
import type { OutputOf } from '@ostiary/api';
import { entityArn } from './entity-arn.js';
import type { User } from './tables/users.js';

type UserShape = NonNullable<OutputOf<'GetUser'>['User']>;

/** The `User` shape of a stored user; absent members are left out, as IAM does. */
export function describeUser(user: User, partition: string): UserShape {
  const { accountId, userId, userName, path, createDate, tags, permissionsBoundary } = user;
  return {
    Path: path,
    UserName: userName,
    UserId: userId,
    Arn: entityArn({ partition, accountId, kind: 'user', path, name: userName }),
    CreateDate: new Date(createDate),
    ...(permissionsBoundary !== undefined && {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: permissionsBoundary,
      },
    }),
    ...(tags.length > 0 && { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
  };
}
