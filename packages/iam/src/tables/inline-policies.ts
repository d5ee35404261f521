// Policies embedded in a user, a group or a role.
import type { Row, Table } from '../store.js';

/** An inline policy. */
export interface InlinePolicy extends Row {
  /** The unique id of the user, group or role. */
  readonly holderId: string;
  readonly policyName: string;
  /** The text that was put, to the letter. */
  readonly document: string;
}

/** All inline policies, by holder and name; names are told apart by case. */
export const INLINE_POLICIES: Table<InlinePolicy> = {
  name: 'inline_policies',
  key: ({ holderId, policyName }) => [holderId, policyName],
  indexes: {},
};
