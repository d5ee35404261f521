// Migrations: how the tables of a database come to be, step by step.
import type { Key } from '../store.js';

/** Of a table, its indexes by name, and where their keys stand once. */
export type MigratedTable = Readonly<Record<string, 'account' | 'deployment'>>;

/** Of a table that is there already, indexes that are added to it, by name. */
export type AddedIndexes = Readonly<
  Record<
    string,
    {
      readonly scope: 'account' | 'deployment';
      /** The key of a row that is there already, as the table of the domain finds it. */
      readonly key: (row: Readonly<Record<string, unknown>>) => Key | undefined;
    }
  >
>;

/**
 * One step. What it says never changes once it was released: a database remembers it, and one that
 * was made by another step of this number is refused.
 */
export interface Migration {
  /** 1, 2, 3 and so on. */
  readonly number: number;
  /** What it is about, for whoever reads the database. */
  readonly name: string;
  /** The tables that it makes, by name. */
  readonly tables: Readonly<Record<string, MigratedTable>>;
  /** The indexes that it adds to tables, by table. */
  readonly indexes?: Readonly<Record<string, AddedIndexes>>;
  /** The indexes of tables, by table, in which rows are counted from here on. */
  readonly counted?: Readonly<Record<string, readonly string[]>>;
}
