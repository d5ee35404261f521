// Keeping the log of changes within bounds.
import type { DomainScope } from './domain-scope.js';
import type { ChangeRecord } from './store.js';

const DAY_MS = 86_400_000;

/** How much of the log is kept. */
export interface ChangeLogBounds {
  /** Records are kept for so long, in milliseconds, */
  readonly keptMs: number;
  /** unless there are more than these, */
  readonly most: number;
  /** and so many of the newest whatever their age. */
  readonly least: number;
}

/** Whoever is further behind than `least` looks at everything anew in any case. */
const BOUNDS: ChangeLogBounds = { keptMs: 90 * DAY_MS, most: 1_000_000, least: 10_000 };

/** So many are looked at, and forgotten in one transaction. */
const BATCH = 500;

/** Forgets the change records that are beyond the bounds, the oldest first; answers how many. */
export async function sweepChanges(
  { store, now }: Pick<DomainScope, 'store' | 'now'>,
  bounds: ChangeLogBounds = BOUNDS,
): Promise<number> {
  const latest = await store.read(async ({ revision }) => revision);
  const isBeyond = ({ revision, time }: ChangeRecord): boolean => {
    if (revision > latest - bounds.least) return false;
    const isOld = now().getTime() - new Date(time).getTime() > bounds.keptMs;
    return isOld || revision <= latest - bounds.most;
  };
  for (let forgotten = 0; ; ) {
    const oldest = await store.changes(0, BATCH);
    const end = oldest.findIndex((record) => !isBeyond(record));
    const last = (end === -1 ? oldest : oldest.slice(0, end)).at(-1);
    if (last === undefined) return forgotten;
    const count = await store.forgetChanges(last.revision);
    // The last one of all is never forgotten.
    if (count === 0) return forgotten;
    forgotten += count;
  }
}
