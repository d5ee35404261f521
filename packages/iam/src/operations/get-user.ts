// GetUser.
import { describeRoot, describeUser } from '../describe-user.js';
import { demandOnUser, getUserByName, userNameOrCaller } from '../find-user.js';
import type { Operation } from '../operation.js';

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
      return { User: await describeRoot(scope) };
    }
    const user = await getUserByName(userNameOrCaller(UserName, scope), scope);
    return { User: describeUser(user, scope.partition) };
  },
};
