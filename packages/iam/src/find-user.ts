// The user that an operation is about: by the name it was given, or the caller.
import { boundaryKey, resourceTags } from './demand-context.js';
import { entityArn } from './entity-arn.js';
import { IamError } from './errors.js';
import type { Demand, OperationScope, ReadScope } from './operation.js';
import { USERS, type User } from './tables/users.js';

/** The user of this name in any case, or undefined. */
export function findUser(userName: string, scope: ReadScope): Promise<User | undefined> {
  const { store, caller } = scope;
  return store.find(USERS, 'name', caller.accountId, [userName.toLowerCase()]);
}

/**
 * The user of this name in any case.
 *
 * @throws IamError NoSuchEntity
 */
export async function getUserByName(userName: string, scope: ReadScope): Promise<User> {
  const user = await findUser(userName, scope);
  if (user === undefined) {
    throw new IamError('NoSuchEntity', `The user with name ${userName} cannot be found.`);
  }
  return user;
}

/**
 * The name that was given, or else the caller's.
 *
 * @throws IamError ValidationError when there is none and the caller is no user
 */
export function userNameOrCaller(userName: string | undefined, scope: OperationScope): string {
  const { principal } = scope.caller;
  if (userName !== undefined) return userName;
  if (principal.type === 'User') return principal.userName;
  throw new IamError(
    'ValidationError',
    'Must specify userName when calling with non-User credentials',
  );
}

/** `arn:aws:iam::123456789012:user/division/alice` */
export function userArn(
  { partition, caller }: OperationScope,
  { path, userName }: Pick<User, 'path' | 'userName'>,
): string {
  return entityArn({ partition, accountId: caller.accountId, kind: 'user', path, name: userName });
}

/** What is demanded on a user, by the ARN it has, or would have under `/` if it were there. */
export async function demandOnUser(
  action: string,
  userName: string,
  scope: ReadScope,
  context: Demand['context'] = [],
): Promise<readonly [Demand]> {
  const user = await findUser(userName, scope);
  const resource = userArn(scope, user ?? { path: '/', userName });
  return [{ action, resource, context, tags: resourceTags(user?.tags ?? []) }];
}

/** The same for operations on its permissions, whose conditions see the boundary that it has. */
export async function demandOnUserPermissions(
  action: string,
  userName: string,
  scope: ReadScope,
  context: Demand['context'] = [],
): Promise<readonly [Demand]> {
  const user = await findUser(userName, scope);
  const bounded = [...context, ...boundaryKey(user?.permissionsBoundary)];
  return demandOnUser(action, userName, scope, bounded);
}
