// Whether there is anything at all.
import type { Range, Reader, Row, Table } from './store.js';

/** Whether a range has a row. */
export async function hasRows<Stored extends Row, IndexName extends string>(
  store: Reader,
  table: Table<Stored, IndexName>,
  range: Pick<Range<IndexName>, 'accountId' | 'index' | 'prefix'>,
): Promise<boolean> {
  return (await store.list(table, { ...range, limit: 1 })).length > 0;
}
