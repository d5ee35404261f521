// Which changes alter what gates have been answered: whose a key is, and what binds a principal or a resource.
import type { ChangeRecord, Store } from './store.js';
import { ACCESS_REPORTS } from './tables/access-reports.js';
import { CREDENTIAL_REPORTS } from './tables/credential-reports.js';
import { LAST_USES } from './tables/last-uses.js';
import { SERVICE_USES } from './tables/service-uses.js';
import { SESSIONS } from './tables/sessions.js';
import { USED_ASSERTIONS } from './tables/used-assertions.js';

/** What no answer to a gate is made from. */
const UNASKED: ReadonlySet<string> = new Set(
  [ACCESS_REPORTS, CREDENTIAL_REPORTS, LAST_USES, SERVICE_USES, USED_ASSERTIONS].map(
    ({ name }) => name,
  ),
);

/** Most change records that are looked through; whoever is further behind is told of a change. */
const MAX_CHANGES = 1000;

/**
 * Whether a change alters an answer that a gate may keep. A new session does not: nobody was answered
 * about it before, since no gate keeps the answer that there is none.
 */
export function altersDecisions({ rows }: Pick<ChangeRecord, 'rows'>): boolean {
  return rows.some(
    ({ table, change }) =>
      !UNASKED.has(table) && !(table === SESSIONS.name && change === 'inserted'),
  );
}

/** Whether there was such a change after a revision; so it is when that cannot be told. */
export async function alteredSince(revision: number, store: Store): Promise<boolean> {
  const current = await store.read(async (reader) => reader.revision);
  if (current < revision || current - revision > MAX_CHANGES) return true;
  const changes = await store.changes(revision, MAX_CHANGES);
  const isWhole = changes.every((change, at) => change.revision === revision + 1 + at);
  return !isWhole || changes.length < current - revision || changes.some(altersDecisions);
}
