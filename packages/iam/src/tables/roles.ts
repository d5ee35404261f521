// Roles of an account.
import type { Row, Table } from '../store.js';
import type { Tags } from './tags.js';

/** A user, a role or a session of a role that a trust policy names, and who that was when it was written. */
export interface TrustedPrincipal {
  /** As the trust policy names it. */
  readonly arn: string;
  /** `AIDA…`, `AROA…`, or `AROA…:session`. */
  readonly id: string;
}

/** An IAM role. */
export interface Role extends Row {
  /** `AROA…`; whatever belongs to a role hangs on this, never on the name. */
  readonly roleId: string;
  readonly roleName: string;
  /** `/` or `/division/team/` */
  readonly path: string;
  readonly createDate: string;
  readonly description?: string | undefined;
  readonly maxSessionDurationSeconds: number;
  /** The text of its trust policy that was put, to the letter. */
  readonly trustPolicy: string;
  /** Whom the trust policy means, so that a name made again inherits no trust. */
  readonly trustedPrincipals: readonly TrustedPrincipal[];
  readonly tags: Tags;
  /** The ARN of the managed policy that is its permissions boundary. */
  readonly permissionsBoundary?: string | undefined;
}

/** All roles by unique id; by name, which is unique whatever its case; by boundary, where they have one;
 * by path and name. */
export const ROLES: Table<Role, 'name' | 'boundary' | 'path'> = {
  name: 'roles',
  key: ({ roleId }) => [roleId],
  indexes: {
    name: { scope: 'account', key: ({ roleName }) => [roleName.toLowerCase()] },
    boundary: {
      scope: 'account',
      counted: true,
      key: ({ permissionsBoundary, roleId }) =>
        permissionsBoundary === undefined ? undefined : [permissionsBoundary, roleId],
    },
    path: { scope: 'account', key: ({ path, roleName }) => [path, roleName.toLowerCase()] },
  },
};
