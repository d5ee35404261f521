// Instance profiles of an account.
import type { Row, Table } from '../store.js';
import type { Tags } from './tags.js';

/** An instance profile: what hands a role to a machine. */
export interface InstanceProfile extends Row {
  /** `AIPA…` */
  readonly instanceProfileId: string;
  readonly instanceProfileName: string;
  /** `/` or `/division/team/` */
  readonly path: string;
  readonly createDate: string;
  readonly tags: Tags;
  /** The unique id of its role, where it has one. */
  readonly roleId?: string | undefined;
}

/** All instance profiles by unique id; by name, which is unique whatever its case; by role; by path and name. */
export const INSTANCE_PROFILES: Table<InstanceProfile, 'name' | 'role' | 'path'> = {
  name: 'instance_profiles',
  key: ({ instanceProfileId }) => [instanceProfileId],
  indexes: {
    name: {
      scope: 'account',
      key: ({ instanceProfileName }) => [instanceProfileName.toLowerCase()],
    },
    role: {
      scope: 'account',
      key: ({ roleId, instanceProfileName }) =>
        roleId === undefined ? undefined : [roleId, instanceProfileName.toLowerCase()],
    },
    path: {
      scope: 'account',
      key: ({ path, instanceProfileName }) => [path, instanceProfileName.toLowerCase()],
    },
  },
};
