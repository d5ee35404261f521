// ListUsers.
import { describeListedUser } from '../describe-user.js';
import { userArn } from '../find-user.js';
import { listUnderPath } from '../list-under-path.js';
import type { Operation } from '../operation.js';
import { page } from '../paging.js';
import { USERS } from '../tables/users.js';

/** Lists users by name, without their tags and boundaries (IAM API Reference, "ListUsers"). */
export const listUsers: Operation<'ListUsers'> = {
  name: 'ListUsers',
  access: 'read',
  demands: ({ PathPrefix = '/' }, scope) => [
    {
      action: 'iam:ListUsers',
      resource: userArn(scope, { path: PathPrefix, userName: '' }),
      context: [],
    },
  ],
  run: async (input, scope) => {
    const users = listUnderPath(scope, USERS, input.PathPrefix);
    const { items, ending } = await page('ListUsers', input, users, scope);
    return { Users: items.map((user) => describeListedUser(user, scope.partition)), ...ending };
  },
};
