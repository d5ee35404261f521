// ListGroupsForUser.
import { describeGroup } from '../describe-group.js';
import { demandOnUser, getUserByName } from '../find-user.js';
import { getGroupsOf } from '../membership.js';
import type { Operation } from '../operation.js';
import { listSorted, page } from '../paging.js';

/** Lists the groups of a user by name (IAM API Reference, "ListGroupsForUser"). */
export const listGroupsForUser: Operation<'ListGroupsForUser'> = {
  name: 'ListGroupsForUser',
  access: 'read',
  demands: ({ UserName }, scope) => demandOnUser('iam:ListGroupsForUser', UserName, scope),
  run: async (input, scope) => {
    const user = await getUserByName(input.UserName, scope);
    const groups = await getGroupsOf(user, scope);
    const listing = listSorted(groups, ({ groupName }) => groupName.toLowerCase(), [user.userId]);
    const { items, ending } = await page('ListGroupsForUser', input, listing, scope);
    return { Groups: items.map((group) => describeGroup(group, scope.partition)), ...ending };
  },
};
