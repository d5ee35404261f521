// A store in memory: for tests, and for deployments that need not outlive their process.
import { endOfPrefix, keyText } from './key-text.js';
import type {
  Cause,
  ChangedRow,
  ChangeRecord,
  Key,
  Range,
  Reader,
  Row,
  Store,
  Table,
  Writer,
} from './store.js';
import { KeyTakenError } from './store-errors.js';

/** Rows in one order: sorted texts of keys, and the row of each. Never changed, only replaced. */
interface Order {
  readonly texts: readonly string[];
  /** What a table keeps is what it gives back; which type that is, only the table says. */
  readonly rows: readonly unknown[];
}

interface State {
  readonly revision: number;
  /** By `table` for a table's own order, `table index` for that of an index. */
  readonly orders: ReadonlyMap<string, Order>;
}

const EMPTY: Order = { texts: [], rows: [] };

/** Makes an empty store in memory. Transactions run one after the other, reads beside them. */
export function createMemoryStore({ now = () => new Date() }: { now?: () => Date } = {}): Store {
  let state: State = { revision: 0, orders: new Map() };
  const records: ChangeRecord[] = [];
  const listeners = new Set<(change: ChangeRecord) => void>();
  let last: Promise<unknown> = Promise.resolve();

  const commit = async <T>(cause: Cause, work: (writer: Writer) => Promise<T>): Promise<T> => {
    const draft = new Map(state.orders);
    const rows: ChangedRow[] = [];
    const result = await work(openWriter(state.revision, draft, rows));
    if (rows.length === 0) return result;
    const revision = state.revision + 1;
    state = { revision, orders: draft };
    const record = { revision, time: now().toISOString(), cause, rows };
    records.push(record);
    for (const listener of listeners) listener(record);
    return result;
  };

  return {
    read: (work) => work(openReader(state.revision, state.orders)),
    transact: (cause, work) => {
      const done = last.then(() => commit(cause, work));
      last = done.catch(() => undefined);
      return done;
    },
    changes: async (after, limit) => records.slice(after, after + limit),
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      await last;
    },
  };
}

function openReader(revision: number, orders: ReadonlyMap<string, Order>): Reader {
  const lookUp = <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    index: IndexName | undefined,
    key: Key,
  ): Stored | undefined => {
    const { texts, rows } = orders.get(orderName(table, index)) ?? EMPTY;
    const text = keyText(key);
    const at = firstAtOrAfter(texts, text);
    return texts[at] === text ? (rows[at] as Stored) : undefined;
  };
  const stretch = <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    { accountId, index, prefix = [], after, limit }: Range<IndexName>,
  ): readonly Stored[] => {
    const { texts, rows } = orders.get(orderName(table, index)) ?? EMPTY;
    const within = [accountId, ...prefix];
    const last = after && keyText([accountId, ...after]);
    const start = keyText(within);
    const from = firstAtOrAfter(texts, last !== undefined && last > start ? last : start);
    const next = texts[from] === last ? from + 1 : from;
    const end = Math.max(next, firstAtOrAfter(texts, endOfPrefix(within)));
    const stop = limit === undefined ? end : Math.min(end, next + limit);
    return rows.slice(next, stop) as readonly Stored[];
  };
  return {
    revision,
    get: async (table, accountId, key) => lookUp(table, undefined, [accountId, ...key]),
    find: async (table, index, accountId, key) => lookUp(table, index, [accountId, ...key]),
    findAnywhere: async (table, index, key) => lookUp(table, index, key),
    list: async (table, range) => stretch(table, range),
    count: async (table, range) => stretch(table, range).length,
  };
}

function openWriter(revision: number, draft: Map<string, Order>, rows: ChangedRow[]): Writer {
  const place = <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    row: Stored,
  ): void => {
    for (const [index, key] of keysOf(table, row)) {
      const name = orderName(table, index);
      const { texts, rows: kept } = draft.get(name) ?? EMPTY;
      const text = keyText(key);
      const at = firstAtOrAfter(texts, text);
      if (texts[at] === text) throw new KeyTakenError(table.name, index);
      draft.set(name, { texts: texts.toSpliced(at, 0, text), rows: kept.toSpliced(at, 0, row) });
    }
  };
  const displace = <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    row: Stored,
  ): void => {
    const { texts, rows: kept } = draft.get(table.name) ?? EMPTY;
    const own = keyText([row.accountId, ...table.key(row)]);
    const stored = kept[firstAtOrAfter(texts, own)] as Stored | undefined;
    if (stored === undefined || keyText([stored.accountId, ...table.key(stored)]) !== own) {
      throw new TypeError(`the table \`${table.name}\` has no such row`);
    }
    for (const [index, key] of keysOf(table, stored)) {
      const name = orderName(table, index);
      const order = draft.get(name) ?? EMPTY;
      const at = firstAtOrAfter(order.texts, keyText(key));
      draft.set(name, { texts: order.texts.toSpliced(at, 1), rows: order.rows.toSpliced(at, 1) });
    }
  };
  /** Undoes a change that fails half-way: a transaction may go on after a key that was taken. */
  const change = (work: () => void): void => {
    const before = [...draft];
    try {
      work();
    } catch (error) {
      draft.clear();
      for (const [name, order] of before) draft.set(name, order);
      throw error;
    }
  };
  const note = <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    row: Stored,
    kind: ChangedRow['change'],
  ): void => {
    rows.push({ table: table.name, key: [row.accountId, ...table.key(row)], change: kind });
  };
  return {
    ...openReader(revision, draft),
    insert: async (table, row) => {
      change(() => place(table, structuredClone(row)));
      note(table, row, 'inserted');
    },
    replace: async (table, row) => {
      change(() => {
        displace(table, row);
        place(table, structuredClone(row));
      });
      note(table, row, 'replaced');
    },
    remove: async (table, row) => {
      displace(table, row);
      note(table, row, 'removed');
    },
  };
}

function orderName<Stored extends Row, IndexName extends string>(
  table: Table<Stored, IndexName>,
  index: IndexName | undefined,
): string {
  return index === undefined ? table.name : `${table.name} ${index}`;
}

/** The whole keys of a row: its own, and that in each index that holds it. */
function keysOf<Stored extends Row, IndexName extends string>(
  table: Table<Stored, IndexName>,
  row: Stored,
): readonly (readonly [index: IndexName | undefined, key: Key])[] {
  const keys: (readonly [IndexName | undefined, Key])[] = [
    [undefined, [row.accountId, ...table.key(row)]],
  ];
  for (const name of Object.keys(table.indexes) as IndexName[]) {
    const { key, scope } = table.indexes[name];
    const parts = key(row);
    if (parts !== undefined)
      keys.push([name, scope === 'account' ? [row.accountId, ...parts] : parts]);
  }
  return keys;
}

function firstAtOrAfter(texts: readonly string[], text: string): number {
  let low = 0;
  let high = texts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((texts[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
