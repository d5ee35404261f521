// Ending sessions before their time, and clearing away those whose time is over.
import { type AccountId, type Arn, isAccountId, parseArn } from '@ostiary/policy';
import { deploymentCause } from './deployment-cause.js';
import type { DomainScope } from './domain-scope.js';
import { IamError } from './errors.js';
import { DEPLOYMENT, type Reader, type Row, type Table, type Writer } from './store.js';
import { ACCOUNTS } from './tables/accounts.js';
import { ROLES } from './tables/roles.js';
import { SESSIONS, type Session } from './tables/sessions.js';
import { USED_ASSERTIONS } from './tables/used-assertions.js';
import { USERS } from './tables/users.js';

/** Sessions to be ended: all of a principal, or the one of an access key. */
export type SessionSelection =
  | {
      /** The ARN of a role, of a user, or of the root user of an account. */
      readonly principalArn: Arn;
    }
  | {
      /** `ASIA…` */
      readonly accessKeyId: string;
    };

/** So many rows at most are written in one transaction. */
const BATCH = 500;

/**
 * Ends sessions at once; whoever holds their credentials is refused from the next question on.
 * Answers how many there were.
 *
 * @throws IamError `NoSuchEntity` when the principal or the session is not there
 */
export async function revokeSessions(
  { store, secrets }: DomainScope,
  selection: SessionSelection,
): Promise<number> {
  const owner = await store.read((reader) => findOwner(reader, selection));
  if (owner === undefined) {
    throw new IamError('NoSuchEntity', 'The principal or session cannot be found.');
  }
  const cause = deploymentCause(owner.accountId, 'RevokeSessions', secrets);
  return removeInBatches(async () =>
    store.transact(cause, async (writer) => {
      const sessions = await selectSessions(writer, owner);
      for (const session of sessions) await writer.remove(SESSIONS, session);
      return sessions.length;
    }),
  );
}

/** Clears away the sessions, and the used assertions, whose time is over; answers how many. */
export async function sweepSessions({ store, secrets, now }: DomainScope): Promise<number> {
  const accounts = await store.read((reader) => reader.list(ACCOUNTS, { accountId: DEPLOYMENT }));
  let swept = 0;
  for (const { id: accountId } of accounts) {
    const cause = deploymentCause(accountId, 'SweepSessions', secrets);
    const sweep = (removeBatch: (writer: Writer) => Promise<number>) =>
      removeInBatches(() => store.transact(cause, removeBatch));
    swept += await sweep((writer) => removeExpired(writer, SESSIONS, accountId, now()));
    swept += await sweep((writer) => removeExpired(writer, USED_ASSERTIONS, accountId, now()));
  }
  return swept;
}

interface Expiring extends Row {
  readonly expiration: string;
}

async function removeExpired<Stored extends Expiring, IndexName extends string>(
  writer: Writer,
  table: Table<Stored, IndexName | 'expiration'>,
  accountId: AccountId,
  now: Date,
): Promise<number> {
  const oldest = await writer.list(table, { accountId, index: 'expiration', limit: BATCH });
  const expired = oldest.filter(({ expiration }) => new Date(expiration) <= now);
  for (const row of expired) await writer.remove(table, row);
  return expired.length;
}

interface Owner {
  readonly accountId: AccountId;
  /** The unique id of the principal, for all of its sessions. */
  readonly principalId?: string;
  readonly sessionId?: string;
}

async function findOwner(reader: Reader, selection: SessionSelection): Promise<Owner | undefined> {
  if ('accessKeyId' in selection) {
    return reader.findAnywhere(SESSIONS, 'accessKey', [selection.accessKeyId]);
  }
  const parsed = parseArn(selection.principalArn);
  if (!parsed.ok || !isAccountId(parsed.value.accountId)) return undefined;
  const { accountId, resource } = parsed.value;
  if (resource === 'root') return { accountId, principalId: accountId };
  const key = [resource.slice(resource.lastIndexOf('/') + 1).toLowerCase()];
  const principalId = resource.startsWith('role/')
    ? (await reader.find(ROLES, 'name', accountId, key))?.roleId
    : (await reader.find(USERS, 'name', accountId, key))?.userId;
  return principalId === undefined ? undefined : { accountId, principalId };
}

async function selectSessions(
  reader: Reader,
  { accountId, principalId, sessionId }: Owner,
): Promise<readonly Session[]> {
  if (sessionId !== undefined) {
    const session = await reader.get(SESSIONS, accountId, [sessionId]);
    return session === undefined ? [] : [session];
  }
  const prefix = [principalId ?? ''];
  return reader.list(SESSIONS, { accountId, index: 'principal', prefix, limit: BATCH });
}

/** Until a batch is not full; sessions that are issued meanwhile come to an end too. */
async function removeInBatches(removeBatch: () => Promise<number>): Promise<number> {
  let removed = 0;
  while (true) {
    const count = await removeBatch();
    removed += count;
    if (count < BATCH) return removed;
  }
}
