// All operations, one row each.
import type { OperationName } from '@ostiary/api';
import type { Operation } from './operation.js';
import { addUserToGroup } from './operations/add-user-to-group.js';
import { createGroup } from './operations/create-group.js';
import { createUser } from './operations/create-user.js';
import { deleteGroup } from './operations/delete-group.js';
import { deleteUser } from './operations/delete-user.js';
import { getGroup } from './operations/get-group.js';
import { getUser } from './operations/get-user.js';
import { listGroups } from './operations/list-groups.js';
import { listGroupsForUser } from './operations/list-groups-for-user.js';
import { listUserTags } from './operations/list-user-tags.js';
import { listUsers } from './operations/list-users.js';
import { removeUserFromGroup } from './operations/remove-user-from-group.js';
import { tagUser } from './operations/tag-user.js';
import { untagUser } from './operations/untag-user.js';
import { updateGroup } from './operations/update-group.js';
import { updateUser } from './operations/update-user.js';

/** The operations that stand, by name. */
export type Operations = { readonly [Name in OperationName]?: Operation<Name> };

/** Every operation of the domain. */
export const OPERATIONS: Operations = {
  AddUserToGroup: addUserToGroup,
  CreateGroup: createGroup,
  CreateUser: createUser,
  DeleteGroup: deleteGroup,
  DeleteUser: deleteUser,
  GetGroup: getGroup,
  GetUser: getUser,
  ListGroups: listGroups,
  ListGroupsForUser: listGroupsForUser,
  ListUserTags: listUserTags,
  ListUsers: listUsers,
  RemoveUserFromGroup: removeUserFromGroup,
  TagUser: tagUser,
  UntagUser: untagUser,
  UpdateGroup: updateGroup,
  UpdateUser: updateUser,
};
