// GetServiceLastAccessedDetails.
import type { OutputOf } from '@ostiary/api';
import { type CallerUse, findServiceAccess, getAccessReport } from '../access-report.js';
import { callerId } from '../access-subject.js';
import type { Operation, ReadScope } from '../operation.js';
import { listSorted, page } from '../paging.js';
import { policyEntityArn } from '../policy-entity.js';

type ServiceLastAccessed =
  OutputOf<'GetServiceLastAccessedDetails'>['ServicesLastAccessed'][number];

/**
 * Says when each service that somebody may call was last called, and by whom (IAM API Reference,
 * "GetServiceLastAccessedDetails"). Single actions are not followed.
 */
export const getServiceLastAccessedDetails: Operation<'GetServiceLastAccessedDetails'> = {
  name: 'GetServiceLastAccessedDetails',
  access: 'read',
  demands: () => [{ action: 'iam:GetServiceLastAccessedDetails', resource: '*', context: [] }],
  run: async (input, scope) => {
    const { jobId, arn, granularity, createDate } = await getAccessReport(input.JobId, scope);
    const services = await findServiceAccess(arn, scope);
    const listing = listSorted(services, ([service]) => service, [jobId]);
    const { items, ending } = await page('GetServiceLastAccessedDetails', input, listing, scope);
    return {
      JobStatus: 'COMPLETED',
      JobType: granularity,
      JobCreationDate: new Date(createDate),
      JobCompletionDate: new Date(createDate),
      ServicesLastAccessed: items.map(([service, uses]) => describe(service, uses, scope)),
      ...ending,
    };
  },
};

function describe(
  service: string,
  uses: readonly CallerUse[],
  scope: ReadScope,
): ServiceLastAccessed {
  const [latest] = uses;
  return {
    ServiceName: service,
    ServiceNamespace: service,
    ...(latest && {
      LastAuthenticated: new Date(latest.use.date),
      LastAuthenticatedEntity: policyEntityArn(latest.caller, scope),
      LastAuthenticatedRegion: latest.use.region,
    }),
    TotalAuthenticatedEntities: new Set(uses.map(({ caller }) => callerId(caller))).size,
  };
}
