// Pages of a list: how many items, where the next page begins, and markers that nobody can forge.
import type { OperationName } from '@ostiary/api';
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';
import type { Secrets } from './secrets.js';
import type { Key, Reader, Row, Table } from './store.js';

/** Items in an order in which each has a position of its own. */
export interface Listing<Item> {
  /** Whose items they are, where they are not all of the account: the ids of what holds them. */
  readonly of: Key;
  /** The items after a position, or from the start: at most `limit`. */
  readonly after: (position: Key | undefined, limit: number) => Promise<readonly Item[]>;
  /** Short texts: they travel in the marker, which has at most 320 characters. */
  readonly position: (item: Item) => Key;
}

/** The members by which every list is paged. */
export interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page, with the members by which every list answers where it ends. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly ending: { readonly IsTruncated: boolean; readonly Marker?: string };
}

const DEFAULT_MAX_ITEMS = 100;

/**
 * One page of a list (IAM API Reference, "ListUsers", `Marker` and `MaxItems`). A marker is where
 * the page ended, sealed for the account, the operation, what it lists and its filter.
 *
 * @throws IamError ValidationError when the marker is not of this list
 */
export async function page<Item>(
  operation: OperationName,
  input: PageRequest,
  listing: Listing<Item>,
  { caller, secrets }: ReadScope,
): Promise<Page<Item>> {
  const { Marker, MaxItems: maxItems = DEFAULT_MAX_ITEMS, ...filter } = input;
  const list = [
    ...[caller.accountId, operation, ...listing.of],
    JSON.stringify(Object.entries(filter).sort()),
  ];
  const start = Marker === undefined ? undefined : openMarker(Marker, list, secrets);
  const found = await listing.after(start, maxItems + 1);
  const items = found.slice(0, maxItems);
  const last = items.at(-1);
  if (found.length <= maxItems || last === undefined) {
    return { items, ending: { IsTruncated: false } };
  }
  const marker = secrets.sealText(JSON.stringify(listing.position(last)), 'marker', list);
  return { items, ending: { IsTruncated: true, Marker: marker } };
}

/** Rows of a table that begin with `prefix`, in the order of its key or of an index of the account. */
export function listRows<Stored extends Row, IndexName extends string>(
  { store, caller: { accountId } }: { readonly store: Reader } & Pick<ReadScope, 'caller'>,
  table: Table<Stored, IndexName>,
  { index, prefix = [] }: { readonly index?: IndexName; readonly prefix?: Key } = {},
): Listing<Stored> {
  const keyOf = index === undefined ? table.key : table.indexes[index].key;
  return {
    of: prefix,
    after: (position, limit) => {
      const after = position && [...prefix, ...position];
      return store.list(table, { accountId, index, prefix, after, limit });
    },
    position: (row) => (keyOf(row) ?? []).slice(prefix.length),
  };
}

/** What is at hand whole, in the order of texts that tell the items apart. */
export function listSorted<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
  of: Key = [],
): Listing<Item> {
  const sorted = items.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  return {
    of,
    after: async (position, limit) => {
      const last = position?.[0];
      const rest = last === undefined ? sorted : sorted.filter((item) => textOf(item) > last);
      return rest.slice(0, limit);
    },
    position: (item) => [textOf(item)],
  };
}

const STRETCH = 1000;

/** Only those of a list that match; it reads on until a page is full. */
export function onlyMatching<Item>(
  listing: Listing<Item>,
  matches: (item: Item) => boolean | Promise<boolean>,
): Listing<Item> {
  return {
    ...listing,
    after: async (position, limit) => {
      const matching: Item[] = [];
      for (let from = position; ; ) {
        const stretch = await listing.after(from, STRETCH);
        for (const item of stretch) if (await matches(item)) matching.push(item);
        const last = stretch.at(-1);
        if (matching.length >= limit || stretch.length < STRETCH || last === undefined) {
          return matching.slice(0, limit);
        }
        from = listing.position(last);
      }
    },
  };
}

/** Only what is under a path, `/` or none for all: the `PathPrefix` of lists. */
export function underPath<Item extends { readonly path: string }>(
  listing: Listing<Item>,
  pathPrefix = '/',
): Listing<Item> {
  if (pathPrefix === '/') return listing;
  return onlyMatching(listing, ({ path }) => path.startsWith(pathPrefix));
}

function openMarker(marker: string, list: Key, secrets: Secrets): Key {
  const position = secrets.openText(marker, 'marker', list);
  if (position === undefined) throw new IamError('ValidationError', 'Invalid Marker.');
  return JSON.parse(position);
}
