// Which managed policy is attached to whom.
import type { Row, Table } from '../store.js';

/** Who can hold policies. */
export type HolderKind = 'user' | 'group' | 'role';

/** A managed policy attached to a user, a group or a role. */
export interface Attachment extends Row {
  readonly holderKind: HolderKind;
  /** The unique id of the user, group or role. */
  readonly holderId: string;
  /** ARNs of policies never change, and none is deleted while it is attached. */
  readonly policyArn: string;
}

/** All attachments by holder; by policy, also those of policies that belong to no account. */
export const ATTACHMENTS: Table<Attachment, 'policy'> = {
  name: 'attachments',
  key: ({ holderId, policyArn }) => [holderId, policyArn],
  indexes: {
    policy: {
      scope: 'account',
      counted: true,
      key: ({ policyArn, holderKind, holderId }) => [policyArn, holderKind, holderId],
    },
  },
};
