// GetUser.
import type { OutputOf } from '@ostiary/api';
import { describeUser } from '../describe-user.js';
import { demandOnUser, getUserByName, userNameOrCaller } from '../find-user.js';
import type { Operation, ReadScope } from '../operation.js';
import { DEPLOYMENT } from '../store.js';
import { ACCOUNTS } from '../tables/accounts.js';

/** Describes a user, or who calls (IAM API Reference, "GetUser"). */
export const getUser: Operation<'GetUser'> = {
  name: 'GetUser',
  access: 'read',
  demands: ({ UserName }, scope) => {
    if (UserName === undefined && scope.caller.principal.type === 'Root') {
      return [{ action: 'iam:GetUser', resource: scope.caller.principal.arn, context: [] }];
    }
    return demandOnUser('iam:GetUser', userNameOrCaller(UserName, scope), scope);
  },
  run: async ({ UserName }, scope) => {
    if (UserName === undefined && scope.caller.principal.type === 'Root') {
      return { User: await describeRoot(scope.caller.principal.arn, scope) };
    }
    const user = await getUserByName(userNameOrCaller(UserName, scope), scope);
    return { User: describeUser(user, scope.partition) };
  },
};

/** The root user has the account's id and no name or path, though the shape says that every user has. */
async function describeRoot(
  arn: string,
  { store, caller }: ReadScope,
): Promise<OutputOf<'GetUser'>['User']> {
  const account = await store.get(ACCOUNTS, DEPLOYMENT, [caller.accountId]);
  const root: Partial<OutputOf<'GetUser'>['User']> = {
    UserId: caller.accountId,
    Arn: arn,
    ...(account && { CreateDate: new Date(account.createDate) }),
  };
  return root as OutputOf<'GetUser'>['User'];
}
