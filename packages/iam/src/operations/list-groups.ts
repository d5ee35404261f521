// ListGroups.
import { describeGroup } from '../describe-group.js';
import { groupArn } from '../find-group.js';
import type { Operation } from '../operation.js';
import { listRows, page, underPath } from '../paging.js';
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
    const groups = underPath(listRows(scope, GROUPS, { index: 'name' }), input.PathPrefix);
    const { items, ending } = await page('ListGroups', input, groups, scope);
    return { Groups: items.map((group) => describeGroup(group, scope.partition)), ...ending };
  },
};
