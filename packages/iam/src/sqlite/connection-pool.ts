// Connections that are opened when they are needed, and lent to one at a time.
import type { SqliteConnection } from './sqlite-connection.js';

/** Some connections to one database. */
export interface ConnectionPool {
  /** Lends a connection that is in no transaction. Waits while all are lent. */
  readonly lend: <T>(work: (db: SqliteConnection['db']) => Promise<T>) => Promise<T>;
  /** Closes those that are not lent. */
  readonly close: () => void;
}

/** Makes a pool that opens at most so many connections. */
export function createConnectionPool(open: () => SqliteConnection, most: number): ConnectionPool {
  const free: SqliteConnection[] = [];
  const waiting: (() => void)[] = [];
  let lent = 0;
  return {
    lend: async (work) => {
      while (lent >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      lent += 1;
      try {
        const connection = free.pop() ?? open();
        try {
          return await work(connection.db);
        } finally {
          // INVARIANT: nothing that was begun on a connection goes on for the next one who has it.
          if (connection.isClean()) free.push(connection);
          else connection.close();
        }
      } finally {
        lent -= 1;
        waiting.shift()?.();
      }
    },
    close: () => {
      for (const connection of free.splice(0)) connection.close();
    },
  };
}
