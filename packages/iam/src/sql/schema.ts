// What stands in a database.
import type { Kysely } from 'kysely';

/**
 * A table of the domain. Beside these it has a column for each of its indexes, `by_` and its name,
 * with the text of the row's key there, or null where the index leaves the row out.
 */
export interface RowColumns {
  readonly account_id: string;
  /** The text of the row's own key. */
  readonly key: string;
  /** The row, as JSON. */
  readonly body: string;
  readonly [index: `by_${string}`]: string | null;
}

/** The columns of the change log. */
export interface ChangeColumns {
  readonly revision: number | string;
  /** ISO 8601. */
  readonly time: string;
  /** The cause, as JSON. */
  readonly cause: string;
  /** The changed rows, as JSON. */
  readonly rows: string;
}

/** The column of one row that has the current revision. */
export interface RevisionColumns {
  readonly revision: number | string;
}

/** The columns of the counts of rows by the first part of their keys in an index. */
export interface IndexCountColumns {
  readonly account_id: string;
  readonly table_name: string;
  readonly index_name: string;
  /** The text of a key of that part alone. */
  readonly part: string;
  readonly count: number | string;
}

/** The columns of the list of migrations that were done. */
export interface MigrationColumns {
  readonly number: number;
  readonly name: string;
  /** The tables that it made, and what else it did, as JSON. */
  readonly tables: string;
  /** When; ISO 8601. */
  readonly time: string;
}

/** The bookkeeping, by table; the other tables are the domain's. */
export interface Bookkeeping {
  readonly changes: ChangeColumns;
  readonly index_counts: IndexCountColumns;
  readonly revision: RevisionColumns;
  readonly migrations: MigrationColumns;
}

/** A connection to a database, seen by its bookkeeping. */
export type SqlDatabase = Kysely<Bookkeeping>;

/** A connection to a database, seen by the tables of the domain, whatever their names. */
export type SqlTables = Kysely<Bookkeeping & Readonly<Record<string, RowColumns>>>;

/** The column of an index. */
export function indexColumn(index: string): `by_${string}` {
  return `by_${index}`;
}
