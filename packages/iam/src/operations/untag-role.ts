// UntagRole.
import { tagKeys } from '../demand-context.js';
import { demandOnRole, getRoleByName } from '../find-role.js';
import type { Operation } from '../operation.js';
import { ROLES } from '../tables/roles.js';
import { removeTags } from '../tags.js';

/** Takes tags from a role (IAM API Reference, "UntagRole"). */
export const untagRole: Operation<'UntagRole'> = {
  name: 'UntagRole',
  access: 'write',
  demands: ({ RoleName, TagKeys }, scope) =>
    demandOnRole('iam:UntagRole', RoleName, scope, tagKeys(TagKeys)),
  run: async ({ RoleName, TagKeys }, scope) => {
    const role = await getRoleByName(RoleName, scope);
    await scope.store.replace(ROLES, { ...role, tags: removeTags(role.tags, TagKeys) });
    return undefined;
  },
};
