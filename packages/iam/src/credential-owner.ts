// Whose credentials an operation is about: a user by name, or the caller, who may be the root user.
import { rootArn } from './entity-arn.js';
import { demandOnUser, getUserByName, userNameOrCaller } from './find-user.js';
import type { Demand, OperationScope, ReadScope } from './operation.js';

/** A user or the root user, as the rows of credentials name them. */
export interface CredentialOwner {
  /** The unique id of the user; the account id of the root user. */
  readonly ownerId: string;
  /** Absent for the root user. */
  readonly userName?: string;
}

/**
 * The user of this name, or the caller when none is named.
 *
 * @throws IamError NoSuchEntity; ValidationError when none is named and the caller is neither a
 *   user nor the root user
 */
export async function getCredentialOwner(
  userName: string | undefined,
  scope: ReadScope,
): Promise<CredentialOwner> {
  if (isRoot(userName, scope)) return { ownerId: scope.caller.accountId };
  const user = await getUserByName(userNameOrCaller(userName, scope), scope);
  return { ownerId: user.userId, userName: user.userName };
}

/** What is demanded on the owner of credentials, as on a user. */
export async function demandOnCredentialOwner(
  action: string,
  userName: string | undefined,
  scope: ReadScope,
): Promise<readonly [Demand]> {
  if (isRoot(userName, scope)) {
    const resource = rootArn(scope.partition, scope.caller.accountId);
    return [{ action, resource, context: [] }];
  }
  return demandOnUser(action, userNameOrCaller(userName, scope), scope);
}

/** The member `UserName` of a credential, which one of the root user has not. */
export function describeOwner({ userName }: CredentialOwner): { readonly UserName?: string } {
  return userName === undefined ? {} : { UserName: userName };
}

function isRoot(userName: string | undefined, { caller }: OperationScope): boolean {
  return userName === undefined && caller.principal.type === 'Root';
}
