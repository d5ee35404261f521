// How many rows an account has in a table, without counting all of them each time.
import type { AccountId } from '@ostiary/policy';
import { LRUCache } from 'lru-cache';
import type { ChangedRow } from '../store.js';
import { readChanges } from './change-log.js';
import type { SqlSession } from './sql-session.js';

/** What is counted, and where. */
export interface CountedRows {
  readonly table: string;
  readonly accountId: AccountId;
  /** The revision that the session began with. */
  readonly revision: number;
  /** What the session itself has changed since. */
  readonly changed: readonly ChangedRow[];
}

/** Knows counts of revisions, and carries them on to later ones by the change log. */
export interface RowCounts {
  /** How many rows the session sees; `countAll` counts them in the database. */
  readonly count: (
    session: SqlSession,
    counted: CountedRows,
    countAll: () => Promise<number>,
  ) => Promise<number>;
}

const KEPT = 10_000;
/** After more changes than this it is no dearer to count again. */
const MOST_CHANGES = 1_000;

/**
 * Counts that are kept by this process. Nothing of them is in the database: the change log says what
 * every process has written, so a count that was right at its revision is right at each later one.
 */
export function createRowCounts(): RowCounts {
  const kept = new LRUCache<string, { readonly revision: number; readonly count: number }>({
    max: KEPT,
  });
  return {
    count: async (session, counted, countAll) => {
      const { table, accountId, revision, changed } = counted;
      const name = `${accountId} ${table}`;
      const own = growth(changed, counted);
      const known = kept.get(name);
      const since = known && (await growthSince(session, known.revision, counted));
      const count =
        known === undefined || since === undefined ? (await countAll()) - own : known.count + since;
      if (known === undefined || known.revision <= revision) kept.set(name, { revision, count });
      return count + own;
    },
  };
}

/** Undefined where the change log does not lead from that revision to the one of the session. */
async function growthSince(
  session: SqlSession,
  known: number,
  counted: CountedRows,
): Promise<number | undefined> {
  const distance = counted.revision - known;
  if (distance === 0) return 0;
  if (distance < 0 || distance > MOST_CHANGES) return undefined;
  const records = await readChanges(session, known, distance);
  if (records.length !== distance || records.at(-1)?.revision !== counted.revision) {
    return undefined;
  }
  return records.reduce((sum, { rows }) => sum + growth(rows, counted), 0);
}

/** How many rows more the changes made. */
function growth(changes: readonly ChangedRow[], { table, accountId }: CountedRows): number {
  let sum = 0;
  for (const { table: name, key, change } of changes) {
    if (name !== table || key[0] !== accountId) continue;
    if (change === 'inserted') sum += 1;
    if (change === 'removed') sum -= 1;
  }
  return sum;
}
