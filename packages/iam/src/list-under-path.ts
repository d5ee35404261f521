// What is under a path, in the order of names: the `PathPrefix` of lists.
import type { ReadScope } from './operation.js';
import { type Listing, listRows, underPath } from './paging.js';
import type { Key, Reader, Row, Table } from './store.js';

/** A table of what has a path and a name, in the order of each; the key by path ends in the name. */
type PlacedTable<Stored extends Row> = Table<Stored, 'name' | 'path'>;

type Scope = { readonly store: Reader } & Pick<ReadScope, 'caller'>;

/** Under so many different paths a page is put together from the pages of each. */
const FEW_PATHS = 16;
/** So many rows are sorted at once, whatever their paths. */
const FEW_ROWS = 1000;
/** Comes after every name. */
const LAST = '\u{10FFFF}';

/**
 * Lists what is under a path, `/` or none for all. What it takes depends on what is under the path, and
 * not on what else the account has, unless that is much under many different paths: then names are read in
 * order until a page is full.
 */
export function listUnderPath<Stored extends Row & { readonly path: string }>(
  scope: Scope,
  table: PlacedTable<Stored>,
  pathPrefix = '/',
): Listing<Stored> {
  const byName = listRows(scope, table, { index: 'name' });
  if (pathPrefix === '/') return byName;
  return {
    ...byName,
    after: async (position, limit) => {
      const paths = await findPaths(scope, table, pathPrefix);
      if (paths !== undefined) {
        const pages: Stored[] = [];
        for (const path of paths) {
          const ofPath = listRows(scope, table, { index: 'path', prefix: [path] });
          pages.push(...(await ofPath.after(position, limit)));
        }
        return sortByName(pages, byName).slice(0, limit);
      }
      const rows = await listFrom(scope, table, [pathPrefix], FEW_ROWS + 1);
      const under = rows.filter(({ path }) => path.startsWith(pathPrefix));
      if (under.length > FEW_ROWS) return underPath(byName, pathPrefix).after(position, limit);
      const [last = ''] = position ?? [];
      const rest = under.filter((row) => nameOf(row, byName) > last);
      return sortByName(rest, byName).slice(0, limit);
    },
  };
}

/** The different paths that begin with a prefix; undefined where they are many. */
async function findPaths<Stored extends Row & { readonly path: string }>(
  scope: Scope,
  table: PlacedTable<Stored>,
  pathPrefix: string,
): Promise<readonly string[] | undefined> {
  const paths: string[] = [];
  for (let from: Key = [pathPrefix]; paths.length <= FEW_PATHS; ) {
    const [row] = await listFrom(scope, table, from, 1);
    if (row === undefined || !row.path.startsWith(pathPrefix)) return paths;
    paths.push(row.path);
    from = [row.path, LAST];
  }
  return undefined;
}

/** Rows by path and name; a prefix of paths stands before all that begin with it, which follow each other. */
function listFrom<Stored extends Row & { readonly path: string }>(
  scope: Scope,
  table: PlacedTable<Stored>,
  from: Key,
  limit: number,
): Promise<readonly Stored[]> {
  return listRows(scope, table, { index: 'path' }).after(from, limit);
}

function sortByName<Stored>(rows: readonly Stored[], byName: Listing<Stored>): readonly Stored[] {
  return rows.toSorted((a, b) => (nameOf(a, byName) < nameOf(b, byName) ? -1 : 1));
}

function nameOf<Stored>(row: Stored, byName: Listing<Stored>): string {
  return byName.position(row)[0] ?? '';
}
