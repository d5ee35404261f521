// DeleteServiceLinkedRole.
import { deletionTaskId } from '../deletion-task.js';
import { IamError } from '../errors.js';
import { demandOnRole, findRole } from '../find-role.js';
import type { Operation } from '../operation.js';
import { removeRole } from '../remove-role.js';
import { isServiceLinked } from '../service-linked-roles.js';
import { ATTACHMENTS } from '../tables/attachments.js';

/** Deletes the role of a service, at once (IAM API Reference, "DeleteServiceLinkedRole"). */
export const deleteServiceLinkedRole: Operation<'DeleteServiceLinkedRole'> = {
  name: 'DeleteServiceLinkedRole',
  access: 'write',
  demands: ({ RoleName }, scope) => demandOnRole('iam:DeleteServiceLinkedRole', RoleName, scope),
  run: async ({ RoleName }, scope) => {
    const role = await findRole(RoleName, scope);
    if (role === undefined || !isServiceLinked(role)) {
      throw new IamError('NoSuchEntity', `The role with name ${RoleName} cannot be found.`);
    }
    const range = { accountId: role.accountId, prefix: [role.roleId] };
    for (const attachment of await scope.store.list(ATTACHMENTS, range)) {
      await scope.store.remove(ATTACHMENTS, attachment);
    }
    await removeRole(role, scope);
    return { DeletionTaskId: deletionTaskId(role, scope) };
  },
};
