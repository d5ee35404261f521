// The latest credential report of an account.
import type { Row, Table } from '../store.js';

/** A credential report. */
export interface CredentialReport extends Row {
  readonly generatedTime: string;
  /** CSV (RFC 4180). */
  readonly content: string;
}

/** At most one for each account. */
export const CREDENTIAL_REPORTS: Table<CredentialReport> = {
  name: 'credential_reports',
  key: () => ['report'],
  indexes: {},
};
