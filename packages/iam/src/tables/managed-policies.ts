// Customer managed policies of an account, and those that services contribute to all of them.
import type { Row, Table } from '../store.js';
import type { Tags } from './tags.js';

/** A managed policy; its documents are in its versions. */
export interface ManagedPolicy extends Row {
  /** `ANPA…` */
  readonly policyId: string;
  readonly policyName: string;
  /** `/` or `/division/team/` */
  readonly path: string;
  readonly createDate: string;
  readonly updateDate: string;
  readonly description?: string | undefined;
  /** The number of the version that is in force. */
  readonly defaultVersion: number;
  /** The number of the version made last; numbers are never used again. */
  readonly lastVersion: number;
  readonly tags: Tags;
  /** The service that contributes it, which then belongs to the deployment: `notes`. */
  readonly serviceName?: string | undefined;
  /** Its service defines it no more: it binds whom it is attached to, and is attached to nobody else. */
  readonly isWithdrawn?: boolean | undefined;
}

/** All managed policies by unique id; by name, which is unique whatever its case; by path and name. */
export const MANAGED_POLICIES: Table<ManagedPolicy, 'name' | 'path'> = {
  name: 'managed_policies',
  key: ({ policyId }) => [policyId],
  indexes: {
    name: { scope: 'account', key: ({ policyName }) => [policyName.toLowerCase()] },
    path: { scope: 'account', key: ({ path, policyName }) => [path, policyName.toLowerCase()] },
  },
};
