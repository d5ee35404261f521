// The audit trail: each record a line of the log, counted on its way.
import type { AuditRecord, AuditSink } from '@ostiary/middleware';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.js';

/** A sink that writes to the log. */
export function auditLog(log: Logger, { decisions }: Metrics): AuditSink {
  const audit = log.child({ log: 'audit' });
  return {
    record: (record: AuditRecord) => {
      audit.info(record);
      if (record.recordType === 'decision') decisions.inc({ outcome: record.outcome });
    },
  };
}
