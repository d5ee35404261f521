// ListRoleTags.
import { demandOnRole, getRoleByName } from '../find-role.js';
import type { Operation } from '../operation.js';
import { listTags } from '../tags.js';

/** Lists the tags of a role by key (IAM API Reference, "ListRoleTags"). */
export const listRoleTags: Operation<'ListRoleTags'> = {
  name: 'ListRoleTags',
  access: 'read',
  demands: ({ RoleName }, scope) => demandOnRole('iam:ListRoleTags', RoleName, scope),
  run: async (input, scope) => {
    const { roleId, tags } = await getRoleByName(input.RoleName, scope);
    return listTags('ListRoleTags', input, { id: roleId, tags }, scope);
  },
};
