// GetServiceLinkedRoleDeletionStatus.
import { findDeletion } from '../deletion-task.js';
import { IamError } from '../errors.js';
import { roleArn } from '../find-role.js';
import type { Operation } from '../operation.js';

/** Says how far the deletion of a service's role is (IAM API Reference, "GetServiceLinkedRoleDeletionStatus"). */
export const getServiceLinkedRoleDeletionStatus: Operation<'GetServiceLinkedRoleDeletionStatus'> = {
  name: 'GetServiceLinkedRoleDeletionStatus',
  access: 'read',
  demands: ({ DeletionTaskId }, scope) => {
    const deleted = findDeletion(DeletionTaskId, scope);
    return [
      {
        action: 'iam:GetServiceLinkedRoleDeletionStatus',
        resource: deleted === undefined ? '*' : roleArn(scope, deleted),
        context: [],
      },
    ];
  },
  run: async ({ DeletionTaskId }, scope) => {
    if (findDeletion(DeletionTaskId, scope) !== undefined) return { Status: 'SUCCEEDED' };
    throw new IamError(
      'NoSuchEntity',
      `The deletion task with id ${DeletionTaskId} cannot be found.`,
    );
  },
};
