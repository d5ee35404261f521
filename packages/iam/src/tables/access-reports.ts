// What was asked of the access advisor.
import type { Row, Table } from '../store.js';

/** A report that somebody asked for; it is worked out when it is read. */
export interface AccessReport extends Row {
  /** 36 characters, as AWS has them. */
  readonly jobId: string;
  /** The ARN of the user, group, role or policy that it is about. */
  readonly arn: string;
  readonly granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL';
  readonly createDate: string;
}

/** All reports by job; by date, the oldest first. */
export const ACCESS_REPORTS: Table<AccessReport, 'date'> = {
  name: 'access_reports',
  key: ({ jobId }) => [jobId],
  indexes: { date: { scope: 'account', key: ({ createDate, jobId }) => [createDate, jobId] } },
};
