// PutUserPermissionsBoundary.
import { boundaryKey } from '../demand-context.js';
import { checkBoundary } from '../find-managed-policy.js';
import { demandOnUser, getUserByName } from '../find-user.js';
import type { Operation } from '../operation.js';
import { USERS } from '../tables/users.js';

/** Sets the permissions boundary of a user, which is what is demanded too (IAM API Reference, "PutUserPermissionsBoundary"). */
export const putUserPermissionsBoundary: Operation<'PutUserPermissionsBoundary'> = {
  name: 'PutUserPermissionsBoundary',
  access: 'write',
  demands: ({ UserName, PermissionsBoundary }, scope) => {
    const context = boundaryKey(PermissionsBoundary);
    return demandOnUser('iam:PutUserPermissionsBoundary', UserName, scope, context);
  },
  run: async ({ UserName, PermissionsBoundary }, scope) => {
    const user = await getUserByName(UserName, scope);
    await checkBoundary(PermissionsBoundary, scope);
    await scope.store.replace(USERS, { ...user, permissionsBoundary: PermissionsBoundary });
    return undefined;
  },
};
