// A store in memory: for tests, and for deployments that need not outlive their process.
import { compareCodePoints } from './compare-code-points.js';
import { endOfPrefix, keyText } from './key-text.js';
import { lend } from './lend.js';
import { createListeners } from './listeners.js';
import { checkLimit } from './range-limit.js';
import { checkScope, keysOf } from './row-keys.js';
import { parseRow, rowText } from './row-text.js';
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
import { createStoreLifetime } from './store-lifetime.js';
import { createTurns } from './turns.js';

/** Rows in one order: sorted texts of keys, and the row of each. Never changed, only replaced. */
interface Order {
  readonly texts: readonly string[];
  /** What a table keeps is what it gives back; which type that is, only the table says. */
  readonly rows: readonly unknown[];
}

/** By `table` for a table's own order, `table index` for that of an index. */
type Orders = ReadonlyMap<string, Order>;

const EMPTY: Order = { texts: [], rows: [] };

/** Makes an empty store in memory. Transactions run one after the other, reads beside them. */
export function createMemoryStore({ now = () => new Date() }: { now?: () => Date } = {}): Store {
  let state: { readonly revision: number; readonly orders: Orders } = {
    revision: 0,
    orders: new Map(),
  };
  const records: ChangeRecord[] = [];
  const listeners = createListeners();
  const inTurn = createTurns();
  const lifetime = createStoreLifetime();

  const commit = async <T>(
    cause: Cause,
    work: (writer: Writer) => Promise<T>,
    revisionAfter = 0,
  ): Promise<T> => {
    const draft = new Map(state.orders);
    const rows: ChangedRow[] = [];
    const result = await lend(draft, (access) => work(openWriter(state.revision, access, rows)));
    if (rows.length === 0) return result;
    const last = state.revision;
    const revision = Math.max(last, revisionAfter) + 1;
    state = { revision, orders: draft };
    const record = freeze(structuredClone({ revision, time: now().toISOString(), cause, rows }));
    records.push(record);
    listeners.tell(record, last);
    return result;
  };

  return {
    read: (work) =>
      lifetime.during(() => {
        const { revision, orders } = state;
        return lend(orders, (access) => work(openReader(revision, access)));
      }),
    transact: (cause, work, revisionAfter) =>
      lifetime.during(() => inTurn(() => commit(cause, work, revisionAfter))),
    changes: (after, limit) => {
      checkLimit(limit);
      return lifetime.during(async () => {
        const from = firstWhere(records, ({ revision }) => revision > after);
        return records.slice(from, from + limit);
      });
    },
    forgetChanges: (through) =>
      lifetime.during(async () => {
        const next = firstWhere(records, ({ revision }) => revision > through);
        const forgotten = Math.max(0, Math.min(next, records.length - 1));
        return records.splice(0, forgotten).length;
      }),
    watch: (listener) => listeners.add(listener, state.revision),
    close: () => lifetime.end(async () => undefined),
  };
}

function openReader(revision: number, orders: () => Orders): Reader {
  const lookUp = <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    index: IndexName | undefined,
    key: Key,
  ): Stored | undefined => {
    const { texts, rows } = orders().get(orderName(table, index)) ?? EMPTY;
    const text = keyText(key);
    const at = firstAtOrAfter(texts, text);
    return texts[at] === text ? (rows[at] as Stored) : undefined;
  };
  const stretch = <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    { accountId, index, prefix = [], after, limit }: Range<IndexName>,
  ): readonly Stored[] => {
    if (index !== undefined) checkScope(table, index, 'account');
    if (limit !== undefined) checkLimit(limit);
    const { texts, rows } = orders().get(orderName(table, index)) ?? EMPTY;
    const within = [accountId, ...prefix];
    const last = after && keyText([accountId, ...after]);
    const from = firstAtOrAfter(texts, keyText(within));
    const next = last === undefined ? from : Math.max(from, firstAfter(texts, last));
    const end = Math.max(next, firstAtOrAfter(texts, endOfPrefix(within)));
    const stop = limit === undefined ? end : Math.min(end, next + limit);
    return rows.slice(next, stop) as readonly Stored[];
  };
  return {
    revision,
    get: async (table, accountId, key) => lookUp(table, undefined, [accountId, ...key]),
    find: async (table, index, accountId, key) => {
      checkScope(table, index, 'account');
      return lookUp(table, index, [accountId, ...key]);
    },
    findAnywhere: async (table, index, key) => {
      checkScope(table, index, 'deployment');
      return lookUp(table, index, key);
    },
    list: async (table, range) => stretch(table, range),
    listAnywhere: async <Stored extends Row, IndexName extends string>(
      table: Table<Stored, IndexName>,
      { after, limit }: { readonly after?: Key | undefined; readonly limit: number },
    ) => {
      checkLimit(limit);
      const { texts, rows } = orders().get(table.name) ?? EMPTY;
      const from = after === undefined ? 0 : firstAfter(texts, keyText(after));
      return rows.slice(from, from + limit) as readonly Stored[];
    },
    count: async (table, { accountId, index, prefix }) =>
      stretch(table, { accountId, index, prefix }).length,
  };
}

function openWriter(
  revision: number,
  orders: () => Map<string, Order>,
  changed: ChangedRow[],
): Writer {
  const place = <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    row: Stored,
  ): void => {
    const draft = orders();
    const kept = freeze(parseRow<Stored>(rowText(row)));
    for (const [index, text] of textsOf(table, kept)) {
      const name = orderName(table, index);
      const { texts, rows } = draft.get(name) ?? EMPTY;
      const at = firstAtOrAfter(texts, text);
      if (texts[at] === text) throw new KeyTakenError(table.name, index);
      draft.set(name, { texts: texts.toSpliced(at, 0, text), rows: rows.toSpliced(at, 0, kept) });
    }
  };
  const displace = <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    row: Stored,
  ): void => {
    const draft = orders();
    const { texts, rows } = draft.get(table.name) ?? EMPTY;
    const own = keyText([row.accountId, ...table.key(row)]);
    const at = firstAtOrAfter(texts, own);
    if (texts[at] !== own) throw new TypeError(`the table \`${table.name}\` has no such row`);
    for (const [index, text] of textsOf(table, rows[at] as Stored)) {
      const name = orderName(table, index);
      const order = draft.get(name) ?? EMPTY;
      const stands = firstAtOrAfter(order.texts, text);
      draft.set(name, {
        texts: order.texts.toSpliced(stands, 1),
        rows: order.rows.toSpliced(stands, 1),
      });
    }
  };
  /** Changes everything or nothing: a transaction may go on after a key that was taken. */
  const change = <Stored extends Row, IndexName extends string>(
    kind: ChangedRow['change'],
    table: Table<Stored, IndexName>,
    row: Stored,
    work: () => void,
  ): void => {
    const draft = orders();
    const before = [...draft];
    try {
      work();
    } catch (error) {
      draft.clear();
      for (const [name, order] of before) draft.set(name, order);
      throw error;
    }
    changed.push({ table: table.name, key: [row.accountId, ...table.key(row)], change: kind });
  };
  return {
    ...openReader(revision, orders),
    insert: async (table, row) => change('inserted', table, row, () => place(table, row)),
    replace: async (table, row) =>
      change('replaced', table, row, () => {
        displace(table, row);
        place(table, row);
      }),
    remove: async (table, row) => change('removed', table, row, () => displace(table, row)),
  };
}

function orderName<Stored extends Row, IndexName extends string>(
  table: Table<Stored, IndexName>,
  index: string | undefined,
): string {
  return index === undefined ? table.name : `${table.name} ${index}`;
}

/** Where a row stands in each order that has it, its own first. */
function textsOf<Stored extends Row, IndexName extends string>(
  table: Table<Stored, IndexName>,
  row: Stored,
): readonly (readonly [index: string | undefined, text: string])[] {
  const account = keyText([row.accountId]);
  const { own, indexes } = keysOf(table, row);
  return [
    [undefined, account + own],
    ...indexes.map(({ name, scope, key }): [string, string] => [
      name,
      scope === 'account' ? account + key : key,
    ]),
  ];
}

function firstAtOrAfter(texts: readonly string[], text: string): number {
  return firstWhere(texts, (other) => compareCodePoints(other, text) >= 0);
}

function firstAfter(texts: readonly string[], text: string): number {
  return firstWhere(texts, (other) => compareCodePoints(other, text) > 0);
}

/** The place of the first item for which it holds, as it does for all that come after. */
function firstWhere<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(items[middle] as Item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
