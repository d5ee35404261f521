// GetServiceLastAccessedDetailsWithEntities.
import type { OutputOf } from '@ostiary/api';
import { type CallerUse, findServiceAccess, getAccessReport } from '../access-report.js';
import { callerId } from '../access-subject.js';
import type { Operation, ReadScope } from '../operation.js';
import { listSorted, page } from '../paging.js';
import { policyEntityArn } from '../policy-entity.js';

type EntityDetails =
  OutputOf<'GetServiceLastAccessedDetailsWithEntities'>['EntityDetailsList'][number];

/** Says who called a service last (IAM API Reference, "GetServiceLastAccessedDetailsWithEntities"). */
export const getServiceLastAccessedDetailsWithEntities: Operation<'GetServiceLastAccessedDetailsWithEntities'> =
  {
    name: 'GetServiceLastAccessedDetailsWithEntities',
    access: 'read',
    demands: () => [
      { action: 'iam:GetServiceLastAccessedDetailsWithEntities', resource: '*', context: [] },
    ],
    run: async (input, scope) => {
      const { jobId, arn, createDate } = await getAccessReport(input.JobId, scope);
      const services = new Map(await findServiceAccess(arn, scope));
      const uses = services.get(input.ServiceNamespace) ?? [];
      const listing = listSorted(uses, ({ caller }) => callerId(caller), [jobId]);
      const operation = 'GetServiceLastAccessedDetailsWithEntities';
      const { items, ending } = await page(operation, input, listing, scope);
      return {
        JobStatus: 'COMPLETED',
        JobCreationDate: new Date(createDate),
        JobCompletionDate: new Date(createDate),
        EntityDetailsList: items.map((each) => describe(each, scope)),
        ...ending,
      };
    },
  };

function describe({ caller, use }: CallerUse, scope: ReadScope): EntityDetails {
  return {
    EntityInfo: {
      Arn: policyEntityArn(caller, scope),
      Name: caller.kind === 'user' ? caller.row.userName : caller.row.roleName,
      Type: caller.kind === 'user' ? 'USER' : 'ROLE',
      Id: callerId(caller),
      Path: caller.row.path,
    },
    LastAuthenticated: new Date(use.date),
  };
}
