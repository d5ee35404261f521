// TagRole.
import { requestTags } from '../demand-context.js';
import { demandOnRole, getRoleByName } from '../find-role.js';
import type { Operation } from '../operation.js';
import { ROLES } from '../tables/roles.js';
import { addTags } from '../tags.js';

/** Puts tags on a role (IAM API Reference, "TagRole"). */
export const tagRole: Operation<'TagRole'> = {
  name: 'TagRole',
  access: 'write',
  demands: ({ RoleName, Tags }, scope) =>
    demandOnRole('iam:TagRole', RoleName, scope, requestTags(Tags)),
  run: async ({ RoleName, Tags }, scope) => {
    const role = await getRoleByName(RoleName, scope);
    await scope.store.replace(ROLES, { ...role, tags: addTags(role.tags, Tags) });
    return undefined;
  },
};
