// When keys and roles were last used: noted by whoever verified a signature, written now and then.
import type { AccountId } from '@ostiary/policy';
import { deploymentCause } from './deployment-cause.js';
import type { DomainScope } from './domain-scope.js';
import { recordServiceUse } from './service-use.js';
import { LAST_USES, type LastUse } from './tables/last-uses.js';

/** A signature that was verified. */
export interface CredentialUse {
  readonly accountId: AccountId;
  readonly kind: LastUse['kind'];
  /** The access key id, or the unique id of the role. */
  readonly id: string;
  /** The service and region of the credential scope. */
  readonly service: string;
  readonly region: string;
}

const WRITE_EVERY_MS = 60_000;
/** More keys than this in a minute, and some are written a second time. */
const MAX_REMEMBERED = 10_000;

/**
 * Makes what notes uses. Each key or role is written at most once a minute for each service, those of an account
 * that come while another write runs together; what is noted when the process dies is lost. The
 * answer resolves when what it noted is written or needs no writing.
 */
export function createUseRecorder({
  store,
  secrets,
  now,
}: DomainScope): (use: CredentialUse) => Promise<void> {
  const written = new Map<string, number>();
  const waiting = new Map<AccountId, LastUse[]>();
  let last: Promise<void> = Promise.resolve();

  const flush = async (accountId: AccountId): Promise<void> => {
    const uses = waiting.get(accountId);
    if (uses === undefined) return;
    waiting.delete(accountId);
    const cause = deploymentCause(accountId, 'RecordUse', secrets);
    await store.transact(cause, async (writer) => {
      for (const use of uses) {
        const known = await writer.get(LAST_USES, accountId, [use.kind, use.id]);
        await (known === undefined
          ? writer.insert(LAST_USES, use)
          : writer.replace(LAST_USES, use));
        await recordServiceUse(use, writer);
      }
    });
  };

  return (use) => {
    const name = `${use.kind} ${use.id} ${use.service}`;
    const time = now();
    if (time.getTime() - (written.get(name) ?? Number.NEGATIVE_INFINITY) < WRITE_EVERY_MS) {
      return Promise.resolve();
    }
    if (written.size >= MAX_REMEMBERED) written.clear();
    written.set(name, time.getTime());
    const uses = waiting.get(use.accountId) ?? [];
    uses.push({ ...use, date: time.toISOString() });
    waiting.set(use.accountId, uses);
    const done = last.then(() => flush(use.accountId));
    last = done.catch(() => undefined);
    return done;
  };
}
