// Migrations: how the tables of a database come to be, step by step.

/** Of a table, its indexes by name, and where their keys stand once. */
export type MigratedTable = Readonly<Record<string, 'account' | 'deployment'>>;

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
}
