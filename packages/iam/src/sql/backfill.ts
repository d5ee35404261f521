// What a migration does to the rows that are there already.
import type { AccountId } from '@ostiary/policy';
import { firstPart, keyText } from '../key-text.js';
import { countMore } from './index-counts.js';
import type { AddedIndexes } from './migration.js';
import { indexColumn, type RowColumns } from './schema.js';
import type { SqlSession } from './sql-session.js';

const PAGE = 1000;

/** Writes the keys of the rows of a table in indexes that were added to it. */
export async function fillIndexes(
  session: SqlSession,
  table: string,
  indexes: AddedIndexes,
): Promise<void> {
  for await (const { account_id, key, body } of rowsOf(session, table)) {
    const row: Readonly<Record<string, unknown>> = JSON.parse(body);
    const columns = Object.entries(indexes).map(([name, index]): [string, string | null] => {
      const parts = index.key(row);
      return [indexColumn(name), parts === undefined ? null : keyText(parts)];
    });
    await session.change(
      session.tables
        .updateTable(table)
        .set(Object.fromEntries(columns))
        .where('account_id', '=', account_id)
        .where('key', '=', key),
    );
  }
}

/** Counts the rows of a table by the first part of their keys in an index. */
export async function fillCounts(session: SqlSession, table: string, index: string): Promise<void> {
  const column = indexColumn(index);
  const counts = new Map<string, Map<string, number>>();
  for await (const row of rowsOf(session, table)) {
    const key = row[column];
    if (key === null || key === undefined) continue;
    const ofAccount = counts.get(row.account_id) ?? new Map<string, number>();
    counts.set(row.account_id, ofAccount);
    ofAccount.set(firstPart(key), (ofAccount.get(firstPart(key)) ?? 0) + 1);
  }
  for (const [account, parts] of counts) {
    for (const [part, count] of parts) {
      await countMore(session, { table, index, accountId: account as AccountId, part }, count);
    }
  }
}

async function* rowsOf({ tables, rows }: SqlSession, table: string): AsyncGenerator<RowColumns> {
  for (let last: RowColumns | undefined, more = true; more; ) {
    let query = tables
      .selectFrom(table)
      .selectAll()
      .orderBy('account_id')
      .orderBy('key')
      .limit(PAGE);
    if (last !== undefined) {
      const { account_id, key } = last;
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('account_id', 'key'), '>', tuple(account_id, key)),
      );
    }
    const page = await rows(query);
    yield* page;
    last = page.at(-1);
    more = page.length === PAGE;
  }
}
