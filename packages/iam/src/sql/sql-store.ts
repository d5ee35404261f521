// A store over an SQL database.
import { isDeepStrictEqual } from 'node:util';
import { createChangeFeed } from '../change-feed.js';
import { lend } from '../lend.js';
import { checkLimit } from '../range-limit.js';
import { retry } from '../retry.js';
import type { Cause, ChangedRow, ChangeRecord, Store, Writer } from '../store.js';
import { StoreError } from '../store-errors.js';
import { createStoreLifetime } from '../store-lifetime.js';
import { createTurns } from '../turns.js';
import {
  appendChange,
  deleteChanges,
  readChanges,
  readRevision,
  readRevisionToChange,
} from './change-log.js';
import { migrate } from './migrate.js';
import type { Migration } from './migration.js';
import { createRowCounts } from './row-counts.js';
import type { SqlEngine } from './sql-engine.js';
import { createSqlReader } from './sql-reader.js';
import { inTransaction, type SqlSession } from './sql-session.js';
import { createSqlWriter } from './sql-writer.js';

/** How a store over an SQL database is opened. */
export interface SqlStoreOptions {
  readonly migrations: readonly Migration[];
  readonly now: () => Date;
}

/** A transaction that is about to be committed. */
interface Committing<T> {
  readonly result: T;
  readonly change: ChangeRecord;
}

/**
 * Opens a store over a database, and brings that to the state that this version needs. The store closes
 * the engine, also when it cannot be opened.
 *
 * @throws StoreError when the database cannot be used
 */
export async function openSqlStore(
  engine: SqlEngine,
  { migrations, now }: SqlStoreOptions,
): Promise<Store> {
  const inTurn = createTurns();
  const lifetime = createStoreLifetime();
  const counts = createRowCounts();

  const read = <T>(work: (session: SqlSession) => Promise<T>): Promise<T> =>
    engine.connect('read', (db) => inTransaction(engine, db, engine.begin.read, work));
  const write = <T>(work: (session: SqlSession) => Promise<T>): Promise<T> =>
    engine.connect('write', (db) => inTransaction(engine, db, engine.begin.write, work));
  const changes = (after: number, limit: number) =>
    retry(engine.retries, () => read((session) => readChanges(session, after, limit)));

  const transact = async <T>(
    cause: Cause,
    work: (writer: Writer) => Promise<T>,
    revisionAfter = 0,
  ) => {
    let committing: Committing<T> | undefined;
    return retry(engine.retries, () =>
      write(async (session) => {
        // The connection may have been lost between a commit and its answer: what was committed then
        // must not be done twice.
        const latest = await readRevisionToChange(session, migrations.length);
        if (committing !== undefined && (await isCommitted(session, committing.change, latest))) {
          return committing;
        }
        const revision = Math.max(latest, revisionAfter) + 1;
        const rows: ChangedRow[] = [];
        const result = await lend(session, (access) =>
          work(createSqlWriter({ revision: latest, changed: rows, counts }, access)),
        );
        if (rows.length === 0) return { result, change: undefined };
        const change = { revision, time: now().toISOString(), cause, rows };
        await appendChange(session, change, latest);
        if (engine.announce !== undefined) await session.raw(engine.announce);
        committing = { result, change };
        return committing;
      }),
    );
  };

  const begin = async (): Promise<number> => {
    await migrate(engine, migrations, now);
    return read(readRevision);
  };
  const revision = await retry(engine.retries, begin).catch(async (error) => {
    await engine.close();
    throw error;
  });
  const feed = createChangeFeed({
    revision,
    read: changes,
    onForeignChange: (catchUp) =>
      engine.onForeignChange(() => {
        // What cannot be read now is read at the next call; who listens bounds what staleness it bears.
        lifetime.during(catchUp).catch(() => undefined);
      }),
  });

  return {
    read: (work) =>
      lifetime.during(() =>
        retry(engine.retries, () =>
          read(async (session) => {
            const seen = await readRevision(session);
            feed.seen(seen);
            return lend(session, (access) =>
              work(createSqlReader({ revision: seen, changed: [], counts }, access)),
            );
          }),
        ),
      ),
    transact: (cause, work, revisionAfter) =>
      lifetime.during(() =>
        inTurn(async () => {
          const { result, change } = await transact(cause, work, revisionAfter);
          if (change !== undefined) await feed.tell(change);
          return result;
        }),
      ),
    changes: (after, limit) => {
      checkLimit(limit);
      return lifetime.during(() => changes(after, limit));
    },
    forgetChanges: (through) =>
      lifetime.during(() =>
        inTurn(() =>
          retry(engine.retries, () => write((session) => deleteChanges(session, through))),
        ),
      ),
    watch: feed.listen,
    close: () => {
      feed.stop();
      return lifetime.end(engine.close);
    },
  };
}

/**
 * Whether a change was committed, asked under the lock of who writes: whoever made it is over. The record
 * tells it, and not the id of the transaction, which a server that crashed may give to another one.
 *
 * @throws StoreError when nobody can tell
 */
async function isCommitted(
  session: SqlSession,
  change: ChangeRecord,
  latest: number,
): Promise<boolean> {
  if (latest < change.revision) return false;
  const [record] = await readChanges(session, change.revision - 1, 1);
  if (record?.revision === change.revision) return isDeepStrictEqual(record, asRead(change));
  throw new StoreError(
    'Unavailable',
    'the connection was lost, and with it whether a commit was done',
  );
}

/** A record as it comes back: without the members that are undefined. */
function asRead(change: ChangeRecord): unknown {
  return JSON.parse(JSON.stringify(change));
}
