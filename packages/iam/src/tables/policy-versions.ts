// Versions of managed policies.
import type { Row, Table } from '../store.js';

/** One version of a managed policy; it never changes. */
export interface PolicyVersion extends Row {
  readonly policyId: string;
  /** 1 for `v1`. */
  readonly version: number;
  /** The text that was put, to the letter. */
  readonly document: string;
  readonly createDate: string;
}

/** All versions by policy and number, the oldest first. */
export const POLICY_VERSIONS: Table<PolicyVersion> = {
  name: 'policy_versions',
  key: ({ policyId, version }) => [policyId, versionKey(version)],
  indexes: {},
};

/** A number of a version as a part of a key, which sorts as numbers do. */
export function versionKey(version: number): string {
  return String(version).padStart(10, '0');
}
