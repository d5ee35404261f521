// Users of an account.
import type { Row, Table } from '../store.js';
import type { Tags } from './tags.js';

/** An IAM user. */
export interface User extends Row {
  /** `AIDA…`; whatever belongs to a user hangs on this, never on the name. */
  readonly userId: string;
  readonly userName: string;
  /** `/` or `/division/team/` */
  readonly path: string;
  readonly createDate: string;
  readonly tags: Tags;
  /** The ARN of the managed policy that is its permissions boundary. */
  readonly permissionsBoundary?: string | undefined;
}

/** All users by unique id; by name, which is unique whatever its case; by boundary, where they have one;
 * by path and name. */
export const USERS: Table<User, 'name' | 'boundary' | 'path'> = {
  name: 'users',
  key: ({ userId }) => [userId],
  indexes: {
    name: { scope: 'account', key: ({ userName }) => [userName.toLowerCase()] },
    boundary: {
      scope: 'account',
      counted: true,
      key: ({ permissionsBoundary, userId }) =>
        permissionsBoundary === undefined ? undefined : [permissionsBoundary, userId],
    },
    path: { scope: 'account', key: ({ path, userName }) => [path, userName.toLowerCase()] },
  },
};
