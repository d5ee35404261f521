// Reads rows in a transaction.
import type { AccountId } from '@ostiary/policy';
import { type SelectQueryBuilder, sql } from 'kysely';
import { endOfPrefix, keyText } from '../key-text.js';
import { checkLimit } from '../range-limit.js';
import { checkScope } from '../row-keys.js';
import { parseRow } from '../row-text.js';
import type { ChangedRow, Key, Range, Reader, Row, Table } from '../store.js';
import { readCount } from './index-counts.js';
import type { RowCounts } from './row-counts.js';
import { type Bookkeeping, indexColumn, type RowColumns, type SqlTables } from './schema.js';
import type { SqlSession } from './sql-session.js';

type Query<Output> = SelectQueryBuilder<
  Bookkeeping & Readonly<Record<string, RowColumns>>,
  string,
  Output
>;

/** Where a session began, and what it has changed since. */
export interface SqlState {
  readonly revision: number;
  readonly changed: readonly ChangedRow[];
  readonly counts: RowCounts;
}

/** Reads what a session sees. */
export function createSqlReader(state: SqlState, session: () => SqlSession): Reader {
  const { revision, changed, counts } = state;
  const first = <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    column: 'key' | `by_${string}`,
    key: Key,
    accountId?: AccountId,
  ): Promise<Stored | undefined> => {
    const { inTurn, rows, tables } = session();
    let query = tables.selectFrom(table.name).select('body').where(column, '=', keyText(key));
    if (accountId !== undefined) query = query.where('account_id', '=', accountId);
    return inTurn(async () => {
      const [row] = await rows(query);
      return row && parseRow<Stored>(row.body);
    });
  };
  return {
    revision,
    get: async (table, accountId, key) => first(table, 'key', key, accountId),
    find: async (table, index, accountId, key) => {
      checkScope(table, index, 'account');
      return first(table, indexColumn(index), key, accountId);
    },
    findAnywhere: async (table, index, key) => {
      checkScope(table, index, 'deployment');
      return first(table, indexColumn(index), key);
    },
    list: async (table, range) => {
      const { inTurn, rows, tables } = session();
      const { limit } = range;
      let query = within(tables, table, range).select('body').orderBy(columnOf(range));
      if (limit !== undefined) {
        checkLimit(limit);
        query = query.limit(limit);
      }
      return inTurn(async () => (await rows(query)).map(({ body }) => parseRow(body)));
    },
    listAnywhere: async (table, { after, limit }) => {
      checkLimit(limit);
      const { inTurn, rows, tables } = session();
      let query = tables
        .selectFrom(table.name)
        .select('body')
        .orderBy('account_id')
        .orderBy('key')
        .limit(limit);
      if (after !== undefined) {
        const [accountId, ...key] = after;
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('account_id', 'key'), '>', tuple(accountId, keyText(key))),
        );
      }
      return inTurn(async () => (await rows(query)).map(({ body }) => parseRow(body)));
    },
    count: async (table, { accountId, index, prefix = [] }) => {
      const open = session();
      const query = within(open.tables, table, { accountId, index, prefix }).select(
        sql<number | string>`count(*)`.as('count'),
      );
      if (index !== undefined && prefix.length === 1 && table.indexes[index].counted) {
        const counted = { table: table.name, index, accountId, part: keyText(prefix) };
        return open.inTurn(() => readCount(open, counted));
      }
      const countAll = async () => Number((await open.rows(query))[0]?.count);
      return open.inTurn(() =>
        index === undefined && prefix.length === 0
          ? counts.count(open, { table: table.name, accountId, revision, changed }, countAll)
          : countAll(),
      );
    },
  };
}

function columnOf({ index }: Range<string>): 'key' | `by_${string}` {
  return index === undefined ? 'key' : indexColumn(index);
}

/** The rows of a range, not yet in order. */
function within<Stored extends Row, IndexName extends string>(
  tables: SqlTables,
  table: Table<Stored, IndexName>,
  range: Range<IndexName>,
): Query<object> {
  const { accountId, index, prefix = [], after } = range;
  const column = columnOf(range);
  let query: Query<object> = tables.selectFrom(table.name).where('account_id', '=', accountId);
  if (index !== undefined) {
    checkScope(table, index, 'account');
    query = query.where(column, 'is not', null);
  }
  if (prefix.length > 0) {
    query = query.where(column, '>=', keyText(prefix)).where(column, '<', endOfPrefix(prefix));
  }
  return after === undefined ? query : query.where(column, '>', keyText(after));
}
