// GenerateServiceLastAccessedDetails.
import { isExpired } from '../access-report.js';
import { demandOnAccessSubject, getAccessSubject } from '../access-subject.js';
import type { Operation, WriteScope } from '../operation.js';
import { ACCESS_REPORTS, type AccessReport } from '../tables/access-reports.js';

/** As many of the oldest reports are looked at when one is added; each day of them goes with the next. */
const SWEPT_AT_ONCE = 100;

/**
 * Asks for a report on who calls which service (IAM API Reference,
 * "GenerateServiceLastAccessedDetails"). It is worked out when it is read, so there is no waiting.
 */
export const generateServiceLastAccessedDetails: Operation<'GenerateServiceLastAccessedDetails'> = {
  name: 'GenerateServiceLastAccessedDetails',
  access: 'write',
  demands: ({ Arn }, scope) =>
    demandOnAccessSubject('iam:GenerateServiceLastAccessedDetails', Arn, scope),
  run: async ({ Arn, Granularity }, scope) => {
    await getAccessSubject(Arn, scope);
    await sweep(scope);
    const report: AccessReport = {
      accountId: scope.caller.accountId,
      jobId: createJobId(scope),
      arn: Arn,
      granularity: Granularity === 'ACTION_LEVEL' ? Granularity : 'SERVICE_LEVEL',
      createDate: scope.now.toISOString(),
    };
    await scope.store.insert(ACCESS_REPORTS, report);
    return { JobId: report.jobId };
  },
};

async function sweep({ store, caller: { accountId }, now }: WriteScope): Promise<void> {
  const oldest = { accountId, index: 'date', limit: SWEPT_AT_ONCE } as const;
  for (const report of await store.list(ACCESS_REPORTS, oldest)) {
    if (isExpired(report, now)) await store.remove(ACCESS_REPORTS, report);
  }
}

/** A random id in the form of a UUID. */
function createJobId({ secrets }: WriteScope): string {
  const groups = [8, 4, 4, 4, 12];
  return groups.map((length) => secrets.randomText('0123456789abcdef', length)).join('-');
}
