// What keeps a group from being deleted.
import type { Hold } from './delete-conflict.js';
import { hasRows } from './has-rows.js';
import { ATTACHMENTS } from './tables/attachments.js';
import type { Group } from './tables/groups.js';
import { INLINE_POLICIES } from './tables/inline-policies.js';
import { MEMBERSHIPS } from './tables/memberships.js';

/** In the order they are told (IAM API Reference, "DeleteGroup"; the texts are those the service answers). */
export const GROUP_HOLDS: readonly Hold<Group>[] = [
  {
    first: 'remove users from group',
    stands: (store, { accountId, groupId }) =>
      hasRows(store, MEMBERSHIPS, { accountId, index: 'group', prefix: [groupId] }),
  },
  {
    first: 'detach all policies',
    stands: (store, { accountId, groupId }) =>
      hasRows(store, ATTACHMENTS, { accountId, prefix: [groupId] }),
  },
  {
    first: 'delete policies',
    stands: (store, { accountId, groupId }) =>
      hasRows(store, INLINE_POLICIES, { accountId, prefix: [groupId] }),
  },
];
