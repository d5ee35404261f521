// What a store can refuse.

/** Why a store could not do its work. */
export type StoreErrorCode =
  /** Another process changed the same state, again and again. */
  | 'Conflict'
  /** The disk or the database is full. */
  | 'Full'
  /** The file or the database may not be written. */
  | 'ReadOnly'
  /** It does not answer, or not as it should. */
  | 'Unavailable';

/** A store that could not read or write. Its message is for operators, not for callers. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A StoreError that may be over in a moment: the same work has a chance if it is begun again. */
export class PassingStoreError extends StoreError {}

/** A row was not written because another one has its key. */
export class KeyTakenError extends Error {
  override readonly name: string = 'KeyTakenError';
  readonly table: string;
  /** The unique index, or undefined for the key of the table itself. */
  readonly index: string | undefined;

  constructor(table: string, index: string | undefined) {
    super(`the table \`${table}\` has a row with this ${index ?? 'key'} already`);
    this.table = table;
    this.index = index;
  }
}
