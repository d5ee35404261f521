// GetGroup.
import { describeGroup } from '../describe-group.js';
import { describeListedUser } from '../describe-user.js';
import { demandOnGroup, getGroupByName } from '../find-group.js';
import { getMembers } from '../membership.js';
import type { Operation } from '../operation.js';
import { listRows, page } from '../paging.js';
import { MEMBERSHIPS } from '../tables/memberships.js';

/** Describes a group with its users, in the order of their ids (IAM API Reference, "GetGroup"). */
export const getGroup: Operation<'GetGroup'> = {
  name: 'GetGroup',
  access: 'read',
  demands: ({ GroupName }, scope) => demandOnGroup('iam:GetGroup', GroupName, scope),
  run: async (input, scope) => {
    const { partition } = scope;
    const group = await getGroupByName(input.GroupName, scope);
    const range = { index: 'group', prefix: [group.groupId] } as const;
    const { items, ending } = await page(
      'GetGroup',
      input,
      listRows(scope, MEMBERSHIPS, range),
      scope,
    );
    const users = await getMembers(items, scope);
    return {
      Group: describeGroup(group, partition),
      Users: users.map((user) => describeListedUser(user, partition)),
      ...ending,
    };
  },
};
