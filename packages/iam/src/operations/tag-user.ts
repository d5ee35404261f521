// TagUser.
import { requestTags } from '../demand-context.js';
import { demandOnUser, getUserByName } from '../find-user.js';
import type { Operation } from '../operation.js';
import { USERS } from '../tables/users.js';
import { addTags } from '../tags.js';

/** Puts tags on a user (IAM API Reference, "TagUser"). */
export const tagUser: Operation<'TagUser'> = {
  name: 'TagUser',
  access: 'write',
  demands: ({ UserName, Tags }, scope) =>
    demandOnUser('iam:TagUser', UserName, scope, requestTags(Tags)),
  run: async ({ UserName, Tags }, scope) => {
    const user = await getUserByName(UserName, scope);
    await scope.store.replace(USERS, { ...user, tags: addTags(user.tags, Tags) });
    return undefined;
  },
};
