// The storage port: what the domain asks of whatever keeps its state.
import type { AccountId } from '@ostiary/policy';

/**
 * The parts of a key, the most general first. Keys sort part by part, by code point. A part never
 * holds a control character below U+0003 or half a surrogate pair, and a key has at most 2048 bytes
 * in UTF-8, one a part included; the domain sees to that before anything is stored. Any other key is
 * a TypeError.
 */
export type Key = readonly string[];

/** The account under which the deployment keeps what belongs to no account; it is nobody's. */
export const DEPLOYMENT: AccountId = '000000000000' as AccountId;

/**
 * What is stored. Rows are JSON: text, numbers, booleans, null, lists and objects; times are ISO 8601.
 * A member that is undefined is as one that is not there; what else is not JSON is a TypeError.
 * A row that was handed in or out is not the one that is kept: to change it changes nothing.
 */
export interface Row {
  /** Everything is kept by account: nothing of one account is found by a key of another. */
  readonly accountId: AccountId;
}

/**
 * Another order of a table's rows, and another way to find one of them. A key stands once in it;
 * where several rows share a value, their keys go on to what tells them apart.
 */
export interface Index<Stored extends Row> {
  /** Undefined leaves a row out of the index. */
  readonly key: (row: Stored) => Key | undefined;
  /** Where a key stands once: within the account, or in the whole deployment. */
  readonly scope: 'account' | 'deployment';
  /** Whether it is asked again and again how many rows of an account share the first part of their keys. */
  readonly counted?: true;
}

/** A kind of rows: how they are keyed, and the orders they are kept in besides. */
export interface Table<Stored extends Row, IndexName extends string = never> {
  /** `users`; also its name in a database. */
  readonly name: string;
  /** Unique in the account. */
  readonly key: (row: Stored) => Key;
  readonly indexes: Readonly<Record<IndexName, Index<Stored>>>;
}

/** A stretch of rows in the order of the key or of an index. */
export interface Range<IndexName extends string> {
  readonly accountId: AccountId;
  /** The order, an index of the account; that of the table's own key when absent. */
  readonly index?: IndexName | undefined;
  /** Only keys that begin with these parts. */
  readonly prefix?: Key | undefined;
  /** Only keys after this one; where the last page ended. */
  readonly after?: Key | undefined;
  /** At most so many rows; a whole number. */
  readonly limit?: number | undefined;
}

/** Reads one state, which no write changes while it is read. Of no use once its work has ended. */
export interface Reader {
  /** The revision of the state that is read: that of the transaction that was committed last, 0 before the first. */
  readonly revision: number;
  /** The row with this key, or undefined. */
  readonly get: <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    accountId: AccountId,
    key: Key,
  ) => Promise<Stored | undefined>;
  /** The row with this key in an index of the account, or undefined. */
  readonly find: <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    index: IndexName,
    accountId: AccountId,
    key: Key,
  ) => Promise<Stored | undefined>;
  /** The row with this key in an index of the deployment, or undefined. */
  readonly findAnywhere: <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    index: IndexName,
    key: Key,
  ) => Promise<Stored | undefined>;
  /** Rows in order. A row that an index leaves out is not in its ranges. */
  readonly list: <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    range: Range<IndexName>,
  ) => Promise<readonly Stored[]>;
  /**
   * Rows of every account, by account and key: at most `limit`, after the one with this account and
   * key. For the deployment's own work; no operation of an account sees another one.
   */
  readonly listAnywhere: <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    range: {
      readonly after?: readonly [accountId: AccountId, ...key: string[]] | undefined;
      readonly limit: number;
    },
  ) => Promise<readonly Stored[]>;
  /**
   * How many rows a range has. It may take as long as to read them; over all of an account in the
   * order of its key it does not, nor over one first part in an index that is counted.
   */
  readonly count: <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    range: Pick<Range<IndexName>, 'accountId' | 'index' | 'prefix'>,
  ) => Promise<number>;
}

/** Reads and changes a state that nobody else changes meanwhile; it sees its own changes. */
export interface Writer extends Reader {
  /**
   * Adds a row.
   *
   * @throws KeyTakenError when a row of the table has its key, or its key in an index
   */
  readonly insert: <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    row: Stored,
  ) => Promise<void>;
  /**
   * Puts a row in the place of the one with the same key.
   *
   * @throws KeyTakenError as `insert` does; TypeError when there is no such row
   */
  readonly replace: <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    row: Stored,
  ) => Promise<void>;
  /**
   * Takes a row away.
   *
   * @throws TypeError when there is no such row
   */
  readonly remove: <Stored extends Row, IndexName extends string>(
    table: Table<Stored, IndexName>,
    row: Stored,
  ) => Promise<void>;
}

/** Why a state was changed; kept with the change. */
export interface Cause {
  /** The account that is changed. */
  readonly accountId: AccountId;
  /** `CreateUser`, or what else changed it. */
  readonly operation: string;
  readonly requestId: string;
  /** The ARN of who asked for it, or `ostiary` for the deployment itself. */
  readonly principal: string;
  /** Where the request came from: an address; absent for calls in process. */
  readonly sourceIp?: string | undefined;
}

/** A row that was written. */
export interface ChangedRow {
  readonly table: string;
  readonly key: Key;
  readonly change: 'inserted' | 'replaced' | 'removed';
}

/** A committed transaction. It names rows and never shows what is in them. */
export interface ChangeRecord {
  readonly revision: number;
  /** ISO 8601. */
  readonly time: string;
  readonly cause: Cause;
  readonly rows: readonly ChangedRow[];
}

/** Hears of a change; undefined stands for changes of which it can hear no more: what it keeps may be old. */
export type ChangeListener = (change: ChangeRecord | undefined) => void;

/** Keeps state. What `transact` has answered is there after a crash; what it has not is there whole or not at all. */
export interface Store {
  /**
   * Runs `work` on one state: what had been committed when it began, and nothing later. Work begins no
   * other read: there are only so many at once, and it would wait for itself. It may be run again when
   * the connection to a database is lost.
   *
   * @throws StoreError when the state cannot be read
   */
  readonly read: <T>(work: (reader: Reader) => Promise<T>) => Promise<T>;
  /**
   * Runs `work` and commits what it wrote, with its change record and the next revision, in one
   * transaction; nothing at all when it throws. Where two meet, `work` may be run again: it has no
   * effect but by its writer. Work that wrote nothing leaves no record. Work begins no
   * other transaction: that one would wait for it.
   *
   * @param revisionAfter - the revision is later than this one too: a state that comes from elsewhere is
   *   not to be taken for one that had the same number
   * @throws StoreError when the state cannot be written; it is then as it was before
   */
  readonly transact: <T>(
    cause: Cause,
    work: (writer: Writer) => Promise<T>,
    revisionAfter?: number,
  ) => Promise<T>;
  /**
   * Change records after a revision, oldest first, at most `limit`. Where one is not the next after the one
   * before it, there were records that are forgotten, or revisions that nothing had.
   */
  readonly changes: (after: number, limit: number) => Promise<readonly ChangeRecord[]>;
  /**
   * Forgets the change records up to a revision, but never the last; answers how many. The state and its
   * revision stay.
   */
  readonly forgetChanges: (through: number) => Promise<number>;
  /**
   * Calls `listener` with each change committed from now on, by any process, once each and in order;
   * returns how to stop that. It hears of a change by this store before `transact` answers, and of
   * one by another process soon after; of the latter it may also hear some that are a little older. It hears
   * undefined before a change when it can hear no more of what was between that and the one before.
   * What a listener throws is no fault of the change, and is not caught.
   */
  readonly watch: (listener: ChangeListener) => () => void;
  /** Frees what it holds; open work is finished first. Whatever is asked later is a StoreError. */
  readonly close: () => Promise<void>;
}
