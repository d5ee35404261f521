// The change log and the revision, as a session reads and writes them.
import type { Cause, ChangedRow, ChangeRecord } from '../store.js';
import { StoreError } from '../store-errors.js';
import type { SqlSession } from './sql-session.js';

/** The revision of the state that a session sees. */
export async function readRevision({ bookkeeping, rows }: SqlSession): Promise<number> {
  const [row] = await rows(bookkeeping.selectFrom('revision').select('revision'));
  if (row === undefined) throw new StoreError('Unavailable', 'the database has no revision');
  return Number(row.revision);
}

/**
 * The revision of the state that a session is about to change.
 *
 * @throws StoreError when a newer version has migrated the database meanwhile: it keeps what this one does
 *   not know of
 */
export async function readRevisionToChange(
  { bookkeeping, rows }: SqlSession,
  lastMigration: number,
): Promise<number> {
  const [row] = await rows(
    bookkeeping.selectFrom('revision').select([
      'revision',
      ({ selectFrom }) =>
        selectFrom('migrations')
          .select(({ fn }) => fn.max('number').as('number'))
          .as('migration'),
    ]),
  );
  if (row === undefined) throw new StoreError('Unavailable', 'the database has no revision');
  if (Number(row.migration) !== lastMigration) {
    throw new StoreError(
      'Unavailable',
      'a newer version has migrated the database: start it here too',
    );
  }
  return Number(row.revision);
}

/** Writes the record of a transaction, and its revision in place of the last one. */
export async function appendChange(
  { bookkeeping, change }: SqlSession,
  { revision, time, cause, rows }: ChangeRecord,
  last: number,
): Promise<void> {
  const moved = await change(
    bookkeeping.updateTable('revision').set({ revision }).where('revision', '=', last),
  );
  if (moved !== 1) throw new StoreError('Unavailable', 'the revision is not what it was');
  await change(
    bookkeeping
      .insertInto('changes')
      .values({ revision, time, cause: JSON.stringify(cause), rows: JSON.stringify(rows) }),
  );
}

/** Deletes the change records up to a revision, but never the last; answers how many. */
export async function deleteChanges(
  { bookkeeping, change }: SqlSession,
  through: number,
): Promise<number> {
  return change(
    bookkeeping
      .deleteFrom('changes')
      .where('revision', '<=', through)
      .where('revision', '<', ({ selectFrom }) => selectFrom('revision').select('revision')),
  );
}

/** Change records after a revision, oldest first. */
export async function readChanges(
  { bookkeeping, rows }: SqlSession,
  after: number,
  limit: number,
): Promise<readonly ChangeRecord[]> {
  const records = await rows(
    bookkeeping
      .selectFrom('changes')
      .selectAll()
      .where('revision', '>', after)
      .orderBy('revision')
      .limit(limit),
  );
  return records.map((record) => ({
    revision: Number(record.revision),
    time: record.time,
    cause: JSON.parse(record.cause) as Cause,
    rows: JSON.parse(record.rows) as readonly ChangedRow[],
  }));
}
