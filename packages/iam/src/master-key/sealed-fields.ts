// Everything in the store that is sealed, as data.
import type { AccountId } from '@ostiary/policy';
import type { SealedSecret, Secrets } from '../secrets.js';
import type { Reader, Row, Table, Writer } from '../store.js';
import { ACCESS_KEYS, accessKeyOwner } from '../tables/access-keys.js';
import { LOGIN_PROFILES, passwordOwner } from '../tables/login-profiles.js';
import { MFA_DEVICES, seedOwner } from '../tables/mfa-devices.js';
import { privateKeyOwner, SERVER_CERTIFICATES } from '../tables/server-certificates.js';
import { SESSIONS, sessionOwner } from '../tables/sessions.js';

/** Where a batch of rows ended. */
export type RowPlace = readonly [accountId: AccountId, ...key: string[]];

/** The members of the rows of a table that hold sealed secrets. */
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
    sealed: ({ secret }) => [secret],
    owner: accessKeyOwner,
    reseal: (row, reseal) => ({ ...row, secret: reseal(row.secret) }),
  }),
  sealedField(LOGIN_PROFILES, {
    sealed: ({ password, formerPasswords }) => [password, ...formerPasswords],
    owner: passwordOwner,
    reseal: (row, reseal) => ({
      ...row,
      password: reseal(row.password),
      formerPasswords: row.formerPasswords.map(reseal),
    }),
  }),
  sealedField(MFA_DEVICES, {
    sealed: ({ seed }) => [seed],
    owner: seedOwner,
    reseal: (row, reseal) => ({ ...row, seed: reseal(row.seed) }),
  }),
  sealedField(SERVER_CERTIFICATES, {
    sealed: ({ privateKey }) => [privateKey],
    owner: privateKeyOwner,
    reseal: (row, reseal) => ({ ...row, privateKey: reseal(row.privateKey) }),
  }),
  sealedField(SESSIONS, {
    sealed: ({ secret }) => [secret],
    owner: sessionOwner,
    reseal: (row, reseal) => ({ ...row, secret: reseal(row.secret) }),
  }),
];

function sealedField<Stored extends Row, IndexName extends string>(
  table: Table<Stored, IndexName>,
  members: {
    readonly sealed: (row: Stored) => readonly SealedSecret[];
    readonly owner: (row: Stored) => readonly string[];
    readonly reseal: (row: Stored, reseal: (sealed: SealedSecret) => SealedSecret) => Stored;
  },
): SealedField {
  return {
    table: table.name,
    find: async (reader, { keyId, after, limit }) => {
      const rows = await reader.listAnywhere(table, { after, limit });
      const last = rows.at(-1);
      return {
        rows: rows.length,
        last: last && [last.accountId, ...table.key(last)],
        reseals: rows
          .filter((row) => members.sealed(row).some((sealed) => sealed.keyId !== keyId))
          .map((row) => (writer, secrets) => {
            const owner = members.owner(row);
            const reseal = (sealed: SealedSecret) =>
              secrets.seal(secrets.open(sealed, owner), owner);
            return writer.replace(table, members.reseal(row, reseal));
          }),
      };
    },
  };
}
