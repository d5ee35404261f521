// DeleteUserPermissionsBoundary.
import { demandOnUserPermissions, getUserByName } from '../find-user.js';
import type { Operation } from '../operation.js';
import { USERS } from '../tables/users.js';

/** Takes the permissions boundary from a user (IAM API Reference, "DeleteUserPermissionsBoundary"). */
export const deleteUserPermissionsBoundary: Operation<'DeleteUserPermissionsBoundary'> = {
  name: 'DeleteUserPermissionsBoundary',
  access: 'write',
  demands: ({ UserName }, scope) =>
    demandOnUserPermissions('iam:DeleteUserPermissionsBoundary', UserName, scope),
  run: async ({ UserName }, scope) => {
    const { permissionsBoundary: _, ...user } = await getUserByName(UserName, scope);
    await scope.store.replace(USERS, user);
    return undefined;
  },
};
