// The keys under which a row stands.
import { keyText } from './key-text.js';
import type { Row, Table } from './store.js';

/** The keys of a row, as texts. Those of an account do not have the account in them. */
export interface RowKeys {
  readonly own: string;
  /** In the order in which the table names its indexes; an index that leaves the row out is not here. */
  readonly indexes: readonly {
    readonly name: string;
    readonly scope: 'account' | 'deployment';
    readonly key: string;
  }[];
}

/** The keys of a row in its table. */
export function keysOf<Stored extends Row, IndexName extends string>(
  table: Table<Stored, IndexName>,
  row: Stored,
): RowKeys {
  return {
    own: keyText(table.key(row)),
    indexes: indexNames(table).flatMap((name) => {
      const { key, scope } = table.indexes[name];
      const parts = key(row);
      return parts === undefined ? [] : [{ name, scope, key: keyText(parts) }];
    }),
  };
}

/** The names of the indexes of a table, in its order. */
export function indexNames<Stored extends Row, IndexName extends string>(
  table: Table<Stored, IndexName>,
): readonly IndexName[] {
  return Object.keys(table.indexes) as IndexName[];
}

/**
 * Holds that an index has the scope that it is asked for.
 *
 * @throws TypeError when it has the other one
 */
export function checkScope<Stored extends Row, IndexName extends string>(
  table: Table<Stored, IndexName>,
  index: IndexName,
  scope: 'account' | 'deployment',
): void {
  if (table.indexes[index].scope !== scope) {
    throw new TypeError(`the index \`${index}\` of \`${table.name}\` is not one of the ${scope}`);
  }
}
