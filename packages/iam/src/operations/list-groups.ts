// ListGroups.
import { describeGroup } from '../describe-group.js';
import { groupArn } from '../find-group.js';
import { listUnderPath } from '../list-under-path.js';
import type { Operation } from '../operation.js';
import { page } from '../paging.js';
import { GROUPS } from '../tables/groups.js';

/** Lists groups by name (IAM API Reference, "ListGroups"). */
export const listGroups: Operation<'ListGroups'> = {
  name: 'ListGroups',
  access: 'read',
  demands: ({ PathPrefix = '/' }, scope) => [
    {
      action: 'iam:ListGroups',
      resource: groupArn(scope, { path: PathPrefix, groupName: '' }),
      context: [],
    },
  ],
  run: async (input, scope) => {
    const groups = listUnderPath(scope, GROUPS, input.PathPrefix);
    const { items, ending } = await page('ListGroups', input, groups, scope);
    return { Groups: items.map((group) => describeGroup(group, scope.partition)), ...ending };
  },
};
