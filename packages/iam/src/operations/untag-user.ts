// UntagUser.
import { tagKeys } from '../demand-context.js';
import { demandOnUser, getUserByName } from '../find-user.js';
import type { Operation } from '../operation.js';
import { USERS } from '../tables/users.js';
import { removeTags } from '../tags.js';

/** Takes tags off a user (IAM API Reference, "UntagUser"). */
export const untagUser: Operation<'UntagUser'> = {
  name: 'UntagUser',
  access: 'write',
  demands: ({ UserName, TagKeys }, scope) =>
    demandOnUser('iam:UntagUser', UserName, scope, tagKeys(TagKeys)),
  run: async ({ UserName, TagKeys }, scope) => {
    const user = await getUserByName(UserName, scope);
    await scope.store.replace(USERS, { ...user, tags: removeTags(user.tags, TagKeys) });
    return undefined;
  },
};
