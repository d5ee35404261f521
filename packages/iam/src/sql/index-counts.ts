// How many rows share the first part of their keys in an index: kept with the rows, in their transactions.
import type { AccountId } from '@ostiary/policy';
import { firstPart } from '../key-text.js';
import { indexNames } from '../row-keys.js';
import type { Row, Table } from '../store.js';
import { indexColumn } from './schema.js';
import type { SqlSession } from './sql-session.js';

/** Rows that are counted together. */
export interface CountedPart {
  readonly table: string;
  readonly index: string;
  readonly accountId: AccountId;
  /** The text of the key that is their first part alone. */
  readonly part: string;
}

/** The columns of a row in which its keys in indexes stand; null where it is in none. */
export type IndexColumns = Readonly<Partial<Record<`by_${string}`, string | null>>>;

/** Whether rows of a table are counted in any of its indexes. */
export function isCounted<Stored extends Row, IndexName extends string>(
  table: Table<Stored, IndexName>,
): boolean {
  return indexNames(table).some((name) => table.indexes[name].counted);
}

/** How many rows a part has. */
export async function readCount(
  { bookkeeping, rows }: SqlSession,
  { table, index, accountId, part }: CountedPart,
): Promise<number> {
  const [row] = await rows(
    bookkeeping
      .selectFrom('index_counts')
      .select('count')
      .where('account_id', '=', accountId)
      .where('table_name', '=', table)
      .where('index_name', '=', index)
      .where('part', '=', part),
  );
  return Number(row?.count ?? 0);
}

/** Counts a row of a table that was written: what it was before, and what it is now, each where there is one. */
export async function countRow<Stored extends Row, IndexName extends string>(
  session: SqlSession,
  table: Table<Stored, IndexName>,
  accountId: AccountId,
  { before, now }: { readonly before?: IndexColumns; readonly now?: IndexColumns },
): Promise<void> {
  for (const index of indexNames(table)) {
    if (!table.indexes[index].counted) continue;
    const [former, part] = [before, now].map((columns) => partIn(columns?.[indexColumn(index)]));
    if (former === part) continue;
    const counted = { table: table.name, index, accountId };
    if (former !== undefined) await countOneLess(session, { ...counted, part: former });
    if (part !== undefined) await countMore(session, { ...counted, part }, 1);
  }
}

/** Counts so many rows more. */
export async function countMore(
  { bookkeeping, change }: SqlSession,
  { table, index, accountId, part }: CountedPart,
  count: number,
): Promise<void> {
  await change(
    bookkeeping
      .insertInto('index_counts')
      .values({ account_id: accountId, table_name: table, index_name: index, part, count })
      .onConflict((conflict) =>
        conflict
          .columns(['account_id', 'table_name', 'index_name', 'part'])
          .doUpdateSet(({ eb }) => ({ count: eb('index_counts.count', '+', count) })),
      ),
  );
}

/** A part that no row has any more is not kept. */
async function countOneLess(
  { bookkeeping, change }: SqlSession,
  { table, index, accountId, part }: CountedPart,
): Promise<void> {
  const last = bookkeeping
    .deleteFrom('index_counts')
    .where('account_id', '=', accountId)
    .where('table_name', '=', table)
    .where('index_name', '=', index)
    .where('part', '=', part)
    .where('count', '=', 1);
  if ((await change(last)) > 0) return;
  await change(
    bookkeeping
      .updateTable('index_counts')
      .set(({ eb }) => ({ count: eb('count', '-', 1) }))
      .where('account_id', '=', accountId)
      .where('table_name', '=', table)
      .where('index_name', '=', index)
      .where('part', '=', part),
  );
}

function partIn(key: string | null | undefined): string | undefined {
  return key === null || key === undefined ? undefined : firstPart(key);
}
