// All tables of the domain as data, to be gone through whatever their rows are.
import type { AccountId } from '@ostiary/policy';
import type { Reader, Row, Table, Writer } from '../store.js';
import { ACCESS_KEYS } from '../tables/access-keys.js';
import { ACCESS_REPORTS } from '../tables/access-reports.js';
import { ACCOUNTS } from '../tables/accounts.js';
import { ATTACHMENTS } from '../tables/attachments.js';
import { CREDENTIAL_REPORTS } from '../tables/credential-reports.js';
import { GROUPS } from '../tables/groups.js';
import { INLINE_POLICIES } from '../tables/inline-policies.js';
import { INSTANCE_PROFILES } from '../tables/instance-profiles.js';
import { LAST_USES } from '../tables/last-uses.js';
import { LOGIN_PROFILES } from '../tables/login-profiles.js';
import { MANAGED_POLICIES } from '../tables/managed-policies.js';
import { MASTER_KEYS } from '../tables/master-keys.js';
import { MEMBERSHIPS } from '../tables/memberships.js';
import { MFA_DEVICES } from '../tables/mfa-devices.js';
import { OPEN_ID_CONNECT_PROVIDERS } from '../tables/open-id-connect-providers.js';
import { ORGANIZATION_DOCUMENTS, ORGANIZATIONS } from '../tables/organizations.js';
import { PASSWORD_POLICIES } from '../tables/password-policies.js';
import { POLICY_VERSIONS } from '../tables/policy-versions.js';
import { ROLES } from '../tables/roles.js';
import { SAML_PROVIDERS } from '../tables/saml-providers.js';
import { SERVER_CERTIFICATES } from '../tables/server-certificates.js';
import { SERVICE_CREDENTIALS } from '../tables/service-credentials.js';
import { SERVICE_USES } from '../tables/service-uses.js';
import { SERVICES } from '../tables/services.js';
import { SESSIONS } from '../tables/sessions.js';
import { SIGNING_CERTIFICATES } from '../tables/signing-certificates.js';
import { SSH_PUBLIC_KEYS } from '../tables/ssh-public-keys.js';
import { USED_ASSERTIONS } from '../tables/used-assertions.js';
import { USERS } from '../tables/users.js';

/** How many rows are held at once. */
const PAGE = 500;

/** A table of which no more is known than that it has rows. */
export interface StoredTable {
  readonly name: string;
  /** Its rows in the order of account and key: of one account, or of all. */
  readonly rows: (reader: Reader, accountId?: AccountId) => AsyncGenerator<Row, void>;
  /** Adds a row of this table. Throws as `Writer.insert` does. */
  readonly insert: (writer: Writer, row: Row) => Promise<void>;
}

/** Every table, by name. A table that is added to the domain gets a line here; a test compares. */
export const STORED_TABLES: readonly StoredTable[] = [
  storedTable(ACCESS_KEYS),
  storedTable(ACCESS_REPORTS),
  storedTable(ACCOUNTS),
  storedTable(ATTACHMENTS),
  storedTable(CREDENTIAL_REPORTS),
  storedTable(GROUPS),
  storedTable(INLINE_POLICIES),
  storedTable(INSTANCE_PROFILES),
  storedTable(LAST_USES),
  storedTable(LOGIN_PROFILES),
  storedTable(MANAGED_POLICIES),
  storedTable(MASTER_KEYS),
  storedTable(MEMBERSHIPS),
  storedTable(MFA_DEVICES),
  storedTable(OPEN_ID_CONNECT_PROVIDERS),
  storedTable(ORGANIZATIONS),
  storedTable(ORGANIZATION_DOCUMENTS),
  storedTable(PASSWORD_POLICIES),
  storedTable(POLICY_VERSIONS),
  storedTable(ROLES),
  storedTable(SAML_PROVIDERS),
  storedTable(SERVER_CERTIFICATES),
  storedTable(SERVICE_CREDENTIALS),
  storedTable(SERVICE_USES),
  storedTable(SERVICES),
  storedTable(SESSIONS),
  storedTable(SIGNING_CERTIFICATES),
  storedTable(SSH_PUBLIC_KEYS),
  storedTable(USED_ASSERTIONS),
  storedTable(USERS),
];

/** Whether a store has no row at all. */
export async function isEmpty(reader: Reader, accountId?: AccountId): Promise<boolean> {
  for (const table of STORED_TABLES) {
    for await (const _ of table.rows(reader, accountId)) return false;
  }
  return true;
}

function storedTable<Stored extends Row, IndexName extends string>(
  table: Table<Stored, IndexName>,
): StoredTable {
  return {
    name: table.name,
    rows: async function* (reader, accountId) {
      for (let last: Stored | undefined, more = true; more; ) {
        const key = last && table.key(last);
        const page: readonly Stored[] =
          accountId === undefined
            ? await reader.listAnywhere(table, {
                after: last && key && [last.accountId, ...key],
                limit: PAGE,
              })
            : await reader.list(table, { accountId, after: key, limit: PAGE });
        yield* page;
        last = page.at(-1);
        more = page.length === PAGE;
      }
    },
    // Which type the rows of a table have, only the table says; its key is what the store holds it to.
    insert: (writer, row) => writer.insert(table, row as Stored),
  };
}
