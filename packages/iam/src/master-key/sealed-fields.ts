// Everything in the store that is sealed, as data.
import type { AccountId } from '@ostiary/policy';
import type { SealedSecret, Secrets } from '../secrets.js';
import type { Reader, Row, Table, Writer } from '../store.js';
import { ACCESS_KEYS, accessKeyOwner } from '../tables/access-keys.js';

/** Where a batch of rows ended. */
export type RowPlace = readonly [accountId: AccountId, ...key: string[]];

/** A member of the rows of a table that holds a sealed secret. */
export interface SealedField {
  /** The name of the table. */
  readonly table: string;
  /** The next rows after a place: which of them are sealed with another key than this one. */
  readonly find: (
    reader: Reader,
    options: {
      readonly keyId: string;
      readonly after: RowPlace | undefined;
      readonly limit: number;
    },
  ) => Promise<SealedBatch>;
}

/** Some rows of a table. */
export interface SealedBatch {
  /** How many rows were looked at. */
  readonly rows: number;
  /** The last of them; undefined when there are no more. */
  readonly last: RowPlace | undefined;
  /** For each that is sealed with another key: seals it anew, with the current one. */
  readonly reseals: readonly ((writer: Writer, secrets: Secrets) => Promise<void>)[];
}

/** What is sealed. A table that gets a sealed member gets a row here; a test compares. */
export const SEALED_FIELDS: readonly SealedField[] = [
  sealedField(ACCESS_KEYS, {
    read: ({ secret }) => secret,
    owner: accessKeyOwner,
    write: (row, secret) => ({ ...row, secret }),
  }),
];

function sealedField<Stored extends Row, IndexName extends string>(
  table: Table<Stored, IndexName>,
  member: {
    readonly read: (row: Stored) => SealedSecret;
    readonly owner: (row: Stored) => readonly string[];
    readonly write: (row: Stored, sealed: SealedSecret) => Stored;
  },
): SealedField {
  const { read, owner, write } = member;
  return {
    table: table.name,
    find: async (reader, { keyId, after, limit }) => {
      const rows = await reader.listAnywhere(table, { after, limit });
      const last = rows.at(-1);
      return {
        rows: rows.length,
        last: last && [last.accountId, ...table.key(last)],
        reseals: rows
          .filter((row) => read(row).keyId !== keyId)
          .map((row) => (writer, secrets) => {
            const secret = secrets.open(read(row), owner(row));
            return writer.replace(table, write(row, secrets.seal(secret, owner(row))));
          }),
      };
    },
  };
}
