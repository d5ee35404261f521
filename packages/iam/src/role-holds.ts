// What keeps a role from being deleted.
import type { Hold } from './delete-conflict.js';
import { hasRows } from './has-rows.js';
import { ATTACHMENTS } from './tables/attachments.js';
import { INLINE_POLICIES } from './tables/inline-policies.js';
import { INSTANCE_PROFILES } from './tables/instance-profiles.js';
import type { Role } from './tables/roles.js';

/** In the order they are told (IAM API Reference, "DeleteRole"; the texts are those the service answers). */
export const ROLE_HOLDS: readonly Hold<Role>[] = [
  {
    first: 'detach all policies',
    stands: (store, { accountId, roleId }) =>
      hasRows(store, ATTACHMENTS, { accountId, prefix: [roleId] }),
  },
  {
    first: 'delete policies',
    stands: (store, { accountId, roleId }) =>
      hasRows(store, INLINE_POLICIES, { accountId, prefix: [roleId] }),
  },
  {
    first: 'remove roles from instance profile',
    stands: (store, { accountId, roleId }) =>
      hasRows(store, INSTANCE_PROFILES, { accountId, index: 'role', prefix: [roleId] }),
  },
];
