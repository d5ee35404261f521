// What tells one database apart from another.
import type { RetryBounds } from '../retry.js';
import type { StoreError } from '../store-errors.js';
import type { SqlDatabase } from './schema.js';

/** A kind of database, opened. */
export interface SqlEngine {
  /**
   * Lends a connection that nobody else uses meanwhile, and is in no transaction.
   *
   * @throws StoreError when there is none to be had
   */
  readonly connect: <T>(
    access: 'read' | 'write',
    work: (db: SqlDatabase) => Promise<T>,
  ) => Promise<T>;
  /** Statements that begin a transaction. */
  readonly begin: {
    /** It reads a single state. */
    readonly read: readonly string[];
    /** It writes, and no other one does meanwhile. */
    readonly write: readonly string[];
    /** It migrates, and no other one does meanwhile; there may be no tables yet. */
    readonly migration: readonly string[];
  };
  /** The type of a column of text that is compared by code point. */
  readonly textType: string;
  /** A statement that has a row when there is a table `migrations`. */
  readonly findMigrations: string;
  /** A statement whose row says by `fault` why the database cannot be used, where it has one. */
  readonly findFault?: string;
  /**
   * A statement that ends a transaction which changed something, before it is committed: it announces
   * the change to other processes. Absent where those look by themselves.
   */
  readonly announce?: string;
  /** How work is begun again that met with others, or whose connection was lost. */
  readonly retries: RetryBounds;
  /** What a failure of the driver means. */
  readonly toStoreError: (error: unknown) => StoreError;
  /** Calls back when there may be changes by other processes; returns how to stop that. */
  readonly onForeignChange: (callback: () => void) => () => void;
  readonly close: () => Promise<void>;
}
