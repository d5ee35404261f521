// A report of the access advisor: which services somebody may call, and when that was last done.
import { type AccessSubject, type Caller, callerId, getAccessSubject } from './access-subject.js';
import { IamError } from './errors.js';
import { grantedServices, namedServices } from './granted-services.js';
import type { ReadScope } from './operation.js';
import { ACCESS_REPORTS, type AccessReport } from './tables/access-reports.js';
import { SERVICE_USES, type ServiceUse } from './tables/service-uses.js';
import { SERVICES } from './tables/services.js';

/** How long reports are kept. */
const REPORT_LIFE_MS = 7 * 24 * 60 * 60 * 1000;

/** The control plane's own services. */
const OWN_SERVICES = ['iam', 'sts'];

/** A call of a service, and by whom. */
export interface CallerUse {
  readonly caller: Caller;
  readonly use: ServiceUse;
}

/**
 * A report that was asked for.
 *
 * @throws IamError NoSuchEntity when there is none of this id, or none any more
 */
export async function getAccessReport(jobId: string, scope: ReadScope): Promise<AccessReport> {
  const report = await scope.store.get(ACCESS_REPORTS, scope.caller.accountId, [jobId]);
  if (report !== undefined && !isExpired(report, scope.now)) return report;
  throw new IamError('NoSuchEntity', `The job with id ${jobId} cannot be found.`);
}

/** Whether a report is too old to be kept. */
export function isExpired({ createDate }: AccessReport, now: Date): boolean {
  return now.getTime() - new Date(createDate).getTime() > REPORT_LIFE_MS;
}

/** The services that a subject may call, sorted, each with its calls, the latest first. */
export async function findServiceAccess(
  arn: string,
  scope: ReadScope,
): Promise<readonly (readonly [service: string, uses: readonly CallerUse[]])[]> {
  const subject = await getAccessSubject(arn, scope);
  const uses = await usesOf(subject, scope);
  const services = await knownServices(subject, uses, scope);
  const granted = new Set(subject.policies.flatMap((each) => grantedServices(each, services)));
  return [...granted]
    .toSorted()
    .map((service) => [service, uses.filter(({ use }) => use.service === service)]);
}

async function usesOf(
  { callers }: AccessSubject,
  { store, caller: { accountId } }: ReadScope,
): Promise<readonly CallerUse[]> {
  const found: CallerUse[] = [];
  for (const caller of callers) {
    const uses = await store.list(SERVICE_USES, { accountId, prefix: [callerId(caller)] });
    found.push(...uses.map((use) => ({ caller, use })));
  }
  return found.toSorted((a, b) => (a.use.date > b.use.date ? -1 : 1));
}

/** What `*` may mean: the control plane, what registered, and whatever is named or was called. */
async function knownServices(
  { policies }: AccessSubject,
  uses: readonly CallerUse[],
  { store, caller: { accountId } }: ReadScope,
): Promise<readonly string[]> {
  const registered = await store.list(SERVICES, { accountId });
  return [
    ...new Set([
      ...OWN_SERVICES,
      ...registered.map(({ serviceName }) => serviceName),
      ...policies.flatMap(namedServices),
      ...uses.map(({ use }) => use.service),
    ]),
  ];
}
