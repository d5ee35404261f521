// ListRoles.
import { describeListedRole } from '../describe-role.js';
import { roleArn } from '../find-role.js';
import { listUnderPath } from '../list-under-path.js';
import type { Operation } from '../operation.js';
import { page } from '../paging.js';
import { ROLES } from '../tables/roles.js';

/** Lists roles by name, without their tags and boundaries (IAM API Reference, "ListRoles"). */
export const listRoles: Operation<'ListRoles'> = {
  name: 'ListRoles',
  access: 'read',
  demands: ({ PathPrefix = '/' }, scope) => [
    {
      action: 'iam:ListRoles',
      resource: roleArn(scope, { path: PathPrefix, roleName: '' }),
      context: [],
    },
  ],
  run: async (input, scope) => {
    const roles = listUnderPath(scope, ROLES, input.PathPrefix);
    const { items, ending } = await page('ListRoles', input, roles, scope);
    return {
      Roles: await Promise.all(items.map((role) => describeListedRole(role, scope))),
      ...ending,
    };
  },
};
