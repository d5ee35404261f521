// A transaction on a connection: one statement after the other, none after one that failed.
import { type Compilable, CompiledQuery } from 'kysely';
import type { StoreError } from '../store-errors.js';
import { createTurns, type Turns } from '../turns.js';
import type { SqlDatabase, SqlTables } from './schema.js';
import type { SqlEngine } from './sql-engine.js';

/** A transaction that is open. */
export interface SqlSession {
  /** To make queries on the bookkeeping. */
  readonly bookkeeping: SqlDatabase;
  /** To make queries on the tables of the domain. */
  readonly tables: SqlTables;
  /** Runs what asks or changes in several statements, without others in between. */
  readonly inTurn: Turns;
  /** @throws StoreError when the database refuses; all that comes later is refused likewise */
  readonly rows: <Row>(query: Compilable<Row>) => Promise<readonly Row[]>;
  /** The rows of a statement that is written out. Throws as `rows` does. */
  readonly raw: <Row>(statement: string) => Promise<readonly Row[]>;
  /** How many rows a statement changed. Throws as `rows` does. */
  readonly change: (query: Compilable<unknown>) => Promise<number>;
}

/**
 * Runs `work` in a transaction, and commits it unless it throws.
 *
 * INVARIANT: a transaction in which a statement failed is never committed, even if `work` caught that:
 * SQLite rolls back by itself on some errors, and what came later would be no part of it.
 *
 * @throws StoreError when the database refuses anything
 */
export async function inTransaction<T>(
  engine: SqlEngine,
  db: SqlDatabase,
  begin: readonly string[],
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  let failure: StoreError | undefined;
  const execute = async <Row>(query: CompiledQuery<Row>) => {
    if (failure !== undefined) throw failure;
    try {
      return await db.executeQuery(query);
    } catch (error) {
      failure = engine.toStoreError(error);
      throw failure;
    }
  };
  const session: SqlSession = {
    bookkeeping: db,
    tables: db.withTables(),
    inTurn: createTurns(),
    rows: async (query) => (await execute(query.compile())).rows,
    raw: async <Row>(statement: string) => (await execute<Row>(CompiledQuery.raw(statement))).rows,
    change: async (query) => Number((await execute(query.compile())).numAffectedRows ?? 0),
  };
  let begun = false;
  try {
    for (const statement of begin) {
      await execute(CompiledQuery.raw(statement));
      begun = true;
    }
    const result = await work(session);
    // In turn: after what work began and did not wait for.
    await session.inTurn(() => execute(CompiledQuery.raw('commit')));
    return result;
  } catch (error) {
    if (begun) await session.inTurn(() => rollBack(db));
    throw failure ?? error;
  }
}

/**
 * Ends a transaction without effect. Where that fails there is none, or the connection is dead:
 * whoever lent it looks at it before it is lent again.
 */
async function rollBack(db: SqlDatabase): Promise<void> {
  await db.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
}
