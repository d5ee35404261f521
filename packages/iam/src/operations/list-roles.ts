// ListRoles.
import { describeListedRole } from '../describe-role.js';
import { roleArn } from '../find-role.js';
import type { Operation } from '../operation.js';
import { listRows, page, underPath } from '../paging.js';
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
    const roles = underPath(listRows(scope, ROLES, { index: 'name' }), input.PathPrefix);
    const { items, ending } = await page('ListRoles', input, roles, scope);
    return {
      Roles: await Promise.all(items.map((role) => describeListedRole(role, scope))),
      ...ending,
    };
  },
};
