// Groups of an account.
import type { Row, Table } from '../store.js';

/** An IAM group. */
export interface Group extends Row {
  /** `AGPA…`; whatever belongs to a group hangs on this, never on the name. */
  readonly groupId: string;
  readonly groupName: string;
  /** `/` or `/division/team/` */
  readonly path: string;
  readonly createDate: string;
}

/** All groups by unique id; by name, which is unique whatever its case; by path and name. */
export const GROUPS: Table<Group, 'name' | 'path'> = {
  name: 'groups',
  key: ({ groupId }) => [groupId],
  indexes: {
    name: { scope: 'account', key: ({ groupName }) => [groupName.toLowerCase()] },
    path: { scope: 'account', key: ({ path, groupName }) => [path, groupName.toLowerCase()] },
  },
};
