// Who is in which group.
import type { Row, Table } from '../store.js';

/** One user in one group. */
export interface Membership extends Row {
  readonly userId: string;
  readonly groupId: string;
}

/** All memberships by user, and by group. */
export const MEMBERSHIPS: Table<Membership, 'group'> = {
  name: 'memberships',
  key: ({ userId, groupId }) => [userId, groupId],
  indexes: { group: { scope: 'account', key: ({ userId, groupId }) => [groupId, userId] } },
};
