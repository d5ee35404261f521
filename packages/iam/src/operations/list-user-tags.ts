// ListUserTags.
import { demandOnUser, getUserByName } from '../find-user.js';
import type { Operation } from '../operation.js';
import { listTags } from '../tags.js';

/** Lists the tags of a user by key (IAM API Reference, "ListUserTags"). */
export const listUserTags: Operation<'ListUserTags'> = {
  name: 'ListUserTags',
  access: 'read',
  demands: ({ UserName }, scope) => demandOnUser('iam:ListUserTags', UserName, scope),
  run: async (input, scope) => {
    const { userId, tags } = await getUserByName(input.UserName, scope);
    return listTags('ListUserTags', input, { id: userId, tags }, scope);
  },
};
