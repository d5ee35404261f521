// UpdateGroup.
import { demandOnGroup, findGroup, getGroupByName, groupArn } from '../find-group.js';
import type { Operation } from '../operation.js';
import { storeUnique } from '../store-unique.js';
import { GROUPS } from '../tables/groups.js';

/**
 * Gives a group another name or path; its id stays (IAM API Reference, "UpdateGroup"). Both the
 * group as it is and as it will be must be allowed.
 */
export const updateGroup: Operation<'UpdateGroup'> = {
  name: 'UpdateGroup',
  access: 'write',
  demands: async ({ GroupName, NewPath, NewGroupName = GroupName }, scope) => {
    const path = NewPath ?? (await findGroup(GroupName, scope))?.path ?? '/';
    const renamed = groupArn(scope, { path, groupName: NewGroupName });
    const [demand] = await demandOnGroup('iam:UpdateGroup', GroupName, scope);
    return renamed === demand.resource ? [demand] : [demand, { ...demand, resource: renamed }];
  },
  run: async ({ GroupName, NewPath, NewGroupName }, scope) => {
    const group = await getGroupByName(GroupName, scope);
    const renamed = {
      ...group,
      groupName: NewGroupName ?? group.groupName,
      path: NewPath ?? group.path,
    };
    const taken = `Group with name ${renamed.groupName} already exists.`;
    await storeUnique(scope.store, 'replace', GROUPS, renamed, taken);
    return undefined;
  },
};
