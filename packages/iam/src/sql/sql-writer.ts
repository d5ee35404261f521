// Reads and writes rows in a transaction.
import { keyText } from '../key-text.js';
import { indexNames, keysOf, type RowKeys } from '../row-keys.js';
import { rowText } from '../row-text.js';
import type { ChangedRow, Row, Table, Writer } from '../store.js';
import { KeyTakenError } from '../store-errors.js';
import { countRow, isCounted } from './index-counts.js';
import { indexColumn, type RowColumns } from './schema.js';
import { createSqlReader, type SqlState } from './sql-reader.js';
import type { SqlSession } from './sql-session.js';

/**
 * Changes what a session sees, and adds to `changed` what it changed. The session writes alone: a key
 * that is free when it is looked up is free when the row is written.
 */
export function createSqlWriter(
  state: SqlState & { readonly changed: ChangedRow[] },
  session: () => SqlSession,
): Writer {
  const { changed } = state;
  const note = <Stored extends Row, IndexName extends string>(
    change: ChangedRow['change'],
    table: Table<Stored, IndexName>,
    row: Stored,
  ): void => {
    changed.push({ table: table.name, key: [row.accountId, ...table.key(row)], change });
  };
  return {
    ...createSqlReader(state, session),
    insert: async (table, row) => {
      const { inTurn, change, tables } = session();
      const keys = keysOf(table, row);
      const columns = columnsOf(table, row, keys);
      const insertion = tables
        .insertInto(table.name)
        .values({ account_id: row.accountId, key: keys.own, ...columns })
        .onConflict((conflict) => conflict.doNothing());
      await inTurn(async () => {
        if ((await change(insertion)) === 0) {
          const { own, index } = await conflictOf(session(), table, row, keys);
          throw new KeyTakenError(table.name, own === undefined ? index : undefined);
        }
        await countRow(session(), table, row.accountId, { now: columns });
        note('inserted', table, row);
      });
    },
    replace: async (table, row) => {
      const { inTurn, change, tables } = session();
      const keys = keysOf(table, row);
      const columns = columnsOf(table, row, keys);
      const update = tables
        .updateTable(table.name)
        .set(columns)
        .where('account_id', '=', row.accountId)
        .where('key', '=', keys.own);
      await inTurn(async () => {
        const { own, index } = await conflictOf(session(), table, row, keys);
        if (own === undefined) throw noSuchRow(table);
        if (index !== undefined) throw new KeyTakenError(table.name, index);
        await change(update);
        await countRow(session(), table, row.accountId, { before: own, now: columns });
        note('replaced', table, row);
      });
    },
    remove: async (table, row) => {
      const { inTurn, change, rows, tables } = session();
      const key = keyText(table.key(row));
      const removal = tables
        .deleteFrom(table.name)
        .where('account_id', '=', row.accountId)
        .where('key', '=', key);
      const standing = tables
        .selectFrom(table.name)
        .selectAll()
        .where('account_id', '=', row.accountId)
        .where('key', '=', key);
      await inTurn(async () => {
        const [before] = isCounted(table) ? await rows(standing) : [];
        if ((await change(removal)) === 0) throw noSuchRow(table);
        if (before !== undefined) await countRow(session(), table, row.accountId, { before });
        note('removed', table, row);
      });
    },
  };
}

/** The columns of a row but for those that never change. */
function columnsOf<Stored extends Row, IndexName extends string>(
  table: Table<Stored, IndexName>,
  row: Stored,
  { indexes }: RowKeys,
): Omit<RowColumns, 'account_id' | 'key'> {
  const columns = indexNames(table).map((name): [string, string | null] => [
    indexColumn(name),
    indexes.find((index) => index.name === name)?.key ?? null,
  ]);
  return { body: rowText(row), ...Object.fromEntries(columns) };
}

/**
 * Which rows have the keys of this one: the one with its own key, and the first index
 * in which its key is another row's.
 */
async function conflictOf<Stored extends Row, IndexName extends string>(
  { rows, tables }: SqlSession,
  table: Table<Stored, IndexName>,
  { accountId }: Stored,
  { own, indexes }: RowKeys,
): Promise<{ readonly own: RowColumns | undefined; readonly index: string | undefined }> {
  const stand = await rows(
    tables
      .selectFrom(table.name)
      .selectAll()
      .where(({ and, eb, or }) =>
        or([
          and([eb('account_id', '=', accountId), eb('key', '=', own)]),
          ...indexes.map(({ name, scope, key }) =>
            scope === 'account'
              ? and([eb('account_id', '=', accountId), eb(indexColumn(name), '=', key)])
              : eb(indexColumn(name), '=', key),
          ),
        ]),
      ),
  );
  const isOwn = (row: RowColumns) => row.account_id === accountId && row.key === own;
  const others = stand.filter((row) => !isOwn(row));
  const taken = indexes.find(({ name, scope, key }) =>
    others.some(
      (row) =>
        row[indexColumn(name)] === key && (scope === 'deployment' || row.account_id === accountId),
    ),
  );
  return { own: stand.find(isOwn), index: taken?.name };
}

function noSuchRow(table: { readonly name: string }): TypeError {
  return new TypeError(`the table \`${table.name}\` has no such row`);
}
