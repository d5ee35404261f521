// What keeps a user from being deleted.
import type { Hold } from './delete-conflict.js';
import { hasRows } from './has-rows.js';
import { ACCESS_KEYS } from './tables/access-keys.js';
import { ATTACHMENTS } from './tables/attachments.js';
import { INLINE_POLICIES } from './tables/inline-policies.js';
import { LOGIN_PROFILES } from './tables/login-profiles.js';
import { MEMBERSHIPS } from './tables/memberships.js';
import { MFA_DEVICES } from './tables/mfa-devices.js';
import { SERVICE_CREDENTIALS } from './tables/service-credentials.js';
import { SIGNING_CERTIFICATES } from './tables/signing-certificates.js';
import { SSH_PUBLIC_KEYS } from './tables/ssh-public-keys.js';
import type { User } from './tables/users.js';

/** In the order they are told (IAM API Reference, "DeleteUser"; the texts are those the service answers). */
export const USER_HOLDS: readonly Hold<User>[] = [
  {
    first: 'detach all policies',
    stands: (store, { accountId, userId }) =>
      hasRows(store, ATTACHMENTS, { accountId, prefix: [userId] }),
  },
  {
    first: 'delete policies',
    stands: (store, { accountId, userId }) =>
      hasRows(store, INLINE_POLICIES, { accountId, prefix: [userId] }),
  },
  {
    first: 'remove users from group',
    stands: (store, { accountId, userId }) =>
      hasRows(store, MEMBERSHIPS, { accountId, prefix: [userId] }),
  },
  {
    first: 'delete access keys',
    stands: (store, { accountId, userId }) =>
      hasRows(store, ACCESS_KEYS, { accountId, index: 'owner', prefix: [userId] }),
  },
  {
    first: 'delete login profile',
    stands: (store, { accountId, userId }) =>
      hasRows(store, LOGIN_PROFILES, { accountId, prefix: [userId] }),
  },
  {
    first: 'delete MFA device',
    stands: (store, { accountId, userId }) =>
      hasRows(store, MFA_DEVICES, { accountId, index: 'owner', prefix: [userId] }),
  },
  {
    first: 'delete certificates',
    stands: (store, { accountId, userId }) =>
      hasRows(store, SIGNING_CERTIFICATES, { accountId, prefix: [userId] }),
  },
  {
    first: 'remove referenced objects',
    stands: (store, { accountId, userId }) =>
      hasRows(store, SSH_PUBLIC_KEYS, { accountId, prefix: [userId] }),
  },
  {
    first: 'remove referenced objects',
    stands: (store, { accountId, userId }) =>
      hasRows(store, SERVICE_CREDENTIALS, { accountId, prefix: [userId] }),
  },
];
