// Several lists as one, each where the one before it ends.
import type { Listing } from './paging.js';

/** A list under a name that tells it from the others; the names are parts of markers. */
export type NamedListing<Item> = readonly [name: string, listing: Listing<Item>];

/** The items of one list after those of another. */
export function listInTurn<Item>(
  lists: readonly NamedListing<Item>[],
): Listing<readonly [list: string, item: Item]> {
  return {
    of: lists.flatMap(([name, { of }]) => [name, ...of]),
    position: ([name, item]) => {
      const [, listing] = lists.find(([each]) => each === name) ?? [];
      return [name, ...(listing?.position(item) ?? [])];
    },
    after: async (position, limit) => {
      const [reached, ...within] = position ?? [];
      const first = Math.max(
        0,
        lists.findIndex(([name]) => name === reached),
      );
      const found: (readonly [string, Item])[] = [];
      for (const [name, listing] of lists.slice(first)) {
        if (found.length >= limit) break;
        const start = name === reached ? within : undefined;
        const items = await listing.after(start, limit - found.length);
        found.push(...items.map((item) => [name, item] as const));
      }
      return found;
    },
  };
}
