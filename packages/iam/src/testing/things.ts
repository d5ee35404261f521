// The one table of the conformance suite, with an index of each kind, and how its cases fill it.
import type { AccountId } from '@ostiary/policy';
import type { Cause, Row, Store, Table, Writer } from '../store.js';

/** A row of the conformance suite. */
export interface Thing extends Row {
  readonly id: string;
  /** Unique in the account, whatever its case. */
  readonly name: string;
  /** Where it has one, unique in the deployment. */
  readonly serial?: string | undefined;
  /** Where it has a group: things of a group stand together, by id. */
  readonly group?: string | undefined;
  /** Any JSON. */
  readonly value?: unknown;
}

/** The table of the conformance suite; a store that needs to be told of its tables is told of this one. */
export const THINGS: Table<Thing, 'name' | 'serial' | 'group'> = {
  name: 'things',
  key: ({ id }) => [id],
  indexes: {
    name: { scope: 'account', key: ({ name }) => [name.toLowerCase()] },
    serial: {
      scope: 'deployment',
      key: ({ serial }) => (serial === undefined ? undefined : [serial]),
    },
    group: {
      scope: 'account',
      counted: true,
      key: ({ group, id }) => (group === undefined ? undefined : [group, id]),
    },
  },
};

/** The account of most cases. */
export const OURS: AccountId = '123456789012' as AccountId;

/** Another account. */
export const THEIRS: AccountId = '210987654321' as AccountId;

/** A thing whose name is its id unless it has another one. */
export function thing(id: string, rest: Partial<Thing> = {}): Thing {
  return { accountId: OURS, id, name: id, ...rest };
}

/** Why the cases change what they change. */
export const CAUSE: Cause = {
  accountId: OURS,
  operation: 'CreateThing',
  requestId: '11111111-1111-4111-8111-111111111111',
  principal: 'arn:aws:iam::123456789012:user/alice',
  sourceIp: '203.0.113.7',
};

/** Runs work in a transaction with that cause. */
export function write<T>(store: Store, work: (writer: Writer) => Promise<T>): Promise<T> {
  return store.transact(CAUSE, work);
}

/** Inserts things in one transaction. */
export async function add(store: Store, ...things: readonly Thing[]): Promise<void> {
  await write(store, async (writer) => {
    for (const one of things) await writer.insert(THINGS, one);
  });
}

/** The ids of the things in a range; by default of all in our account, by their keys. */
export function ids(
  store: Store,
  range: Partial<Parameters<Writer['list']>[1]> & { index?: 'name' | 'serial' | 'group' } = {},
): Promise<readonly string[]> {
  return store.read(async (reader) =>
    (await reader.list(THINGS, { accountId: OURS, ...range })).map(({ id }) => id),
  );
}
