// DeleteGroup.
import { refuseWhileHeld } from '../delete-conflict.js';
import { demandOnGroup, getGroupByName } from '../find-group.js';
import { GROUP_HOLDS } from '../group-holds.js';
import type { Operation } from '../operation.js';
import { GROUPS } from '../tables/groups.js';

/** Deletes a group without members and policies (IAM API Reference, "DeleteGroup"). */
export const deleteGroup: Operation<'DeleteGroup'> = {
  name: 'DeleteGroup',
  access: 'write',
  demands: ({ GroupName }, scope) => demandOnGroup('iam:DeleteGroup', GroupName, scope),
  run: async ({ GroupName }, scope) => {
    const group = await getGroupByName(GroupName, scope);
    await refuseWhileHeld(scope.store, group, GROUP_HOLDS);
    await scope.store.remove(GROUPS, group);
    return undefined;
  },
};
