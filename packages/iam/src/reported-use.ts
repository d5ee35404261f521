// The uses of keys that guarded services report: taken for what the keys are, whatever the report says.
import type { DomainScope } from './domain-scope.js';
import type { Reader } from './store.js';
import { ACCESS_KEYS } from './tables/access-keys.js';
import { SESSIONS } from './tables/sessions.js';
import type { CredentialUse } from './use-recorder.js';

/** A use as a service reports it. */
export interface ReportedUse {
  readonly accessKeyId: string;
  /** The account that the key is said to be of. */
  readonly accountId: string;
  /** Where the service is. */
  readonly region: string;
}

/** Which keys and roles were used to call the service; what names no key in use is passed over. */
export async function findReportedUses(
  service: string,
  reports: readonly ReportedUse[],
  { store, now }: Pick<DomainScope, 'store' | 'now'>,
): Promise<readonly CredentialUse[]> {
  const byKey = new Map(reports.map((report) => [report.accessKeyId, report]));
  const date = now().toISOString();
  return store.read(async (reader) => {
    const uses: CredentialUse[] = [];
    for (const { accessKeyId, accountId, region } of byKey.values()) {
      const used = await findUsed(accessKeyId, date, reader);
      if (used?.accountId === accountId) uses.push({ ...used, service, region });
    }
    return uses;
  });
}

/** The temporary keys of a role are a use of the role; those of a user are of nothing, as in AWS. */
async function findUsed(
  accessKeyId: string,
  date: string,
  reader: Reader,
): Promise<Pick<CredentialUse, 'accountId' | 'kind' | 'id'> | undefined> {
  const key = await reader.findAnywhere(ACCESS_KEYS, 'id', [accessKeyId]);
  if (key !== undefined) {
    if (key.status !== 'Active') return undefined;
    return { accountId: key.accountId, kind: 'access-key', id: accessKeyId };
  }
  const session = await reader.findAnywhere(SESSIONS, 'accessKey', [accessKeyId]);
  if (session?.kind !== 'AssumedRole' || session.expiration <= date) return undefined;
  return { accountId: session.accountId, kind: 'role', id: session.principalId };
}
