// GenerateCredentialReport.
import { createCredentialReport, REPORT_LIFETIME_MS } from '../credential-report.js';
import type { Operation } from '../operation.js';
import { CREDENTIAL_REPORTS } from '../tables/credential-reports.js';

/**
 * Makes the credential report of the account, unless there is one of the last four hours (IAM API
 * Reference, "GenerateCredentialReport"). It is complete when this answers, where AWS has its
 * callers ask again.
 */
export const generateCredentialReport: Operation<'GenerateCredentialReport'> = {
  name: 'GenerateCredentialReport',
  access: 'write',
  demands: () => [{ action: 'iam:GenerateCredentialReport', resource: '*', context: [] }],
  prepare: async (_, scope) => {
    const { accountId } = scope.caller;
    const report = await scope.read(async (store) => {
      const last = await store.get(CREDENTIAL_REPORTS, accountId, ['report']);
      if (last && scope.now.getTime() - Date.parse(last.generatedTime) < REPORT_LIFETIME_MS) {
        return undefined;
      }
      const content = await createCredentialReport({ ...scope, store });
      return { accountId, content, generatedTime: scope.now.toISOString() };
    });
    return async ({ store }) => {
      if (report !== undefined) {
        const last = await store.get(CREDENTIAL_REPORTS, accountId, ['report']);
        await store[last === undefined ? 'insert' : 'replace'](CREDENTIAL_REPORTS, report);
      }
      return { State: 'COMPLETE' };
    };
  },
};
