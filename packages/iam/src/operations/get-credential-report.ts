// GetCredentialReport.
import { REPORT_LIFETIME_MS } from '../credential-report.js';
import { IamError } from '../errors.js';
import type { Operation } from '../operation.js';
import { CREDENTIAL_REPORTS } from '../tables/credential-reports.js';

/** Answers the latest credential report (IAM API Reference, "GetCredentialReport"). */
export const getCredentialReport: Operation<'GetCredentialReport'> = {
  name: 'GetCredentialReport',
  access: 'read',
  demands: () => [{ action: 'iam:GetCredentialReport', resource: '*', context: [] }],
  run: async (_, { store, caller, now }) => {
    const report = await store.get(CREDENTIAL_REPORTS, caller.accountId, ['report']);
    if (report === undefined) {
      throw new IamError(
        'ReportNotPresent',
        'The credential report does not exist. Use GenerateCredentialReport to generate one.',
      );
    }
    const generatedTime = new Date(report.generatedTime);
    if (now.getTime() - generatedTime.getTime() >= REPORT_LIFETIME_MS) {
      throw new IamError(
        'ReportExpired',
        'The credential report has expired. Use GenerateCredentialReport to generate a new one.',
      );
    }
    return {
      Content: new TextEncoder().encode(report.content),
      ReportFormat: 'text/csv',
      GeneratedTime: generatedTime,
    };
  },
};
