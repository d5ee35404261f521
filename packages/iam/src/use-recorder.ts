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

/** Notes uses in memory, and writes them when it is told to. */
export interface UseRecorder {
  readonly note: (use: CredentialUse) => void;
  readonly write: () => Promise<void>;
}

/** So many of them are remembered between two writings; the rest are noted at their next use. */
const MAX_NOTED = 10_000;

/**
 * Makes what notes uses. The last of each key or role is kept, for each service; writing takes one transaction for
 * each account, so that traffic hardly changes what is stored. What was noted and not written when
 * the process dies is lost.
 */
export function createUseRecorder({ store, secrets, now }: DomainScope): UseRecorder {
  let noted = new Map<string, LastUse>();

  const writeUses = (accountId: AccountId, uses: readonly LastUse[]): Promise<void> =>
    store.transact(deploymentCause(accountId, 'RecordUse', secrets), async (writer) => {
      for (const use of uses) {
        const known = await writer.get(LAST_USES, accountId, [use.kind, use.id]);
        if (known === undefined) await writer.insert(LAST_USES, use);
        else if (known.date < use.date) await writer.replace(LAST_USES, use);
        await recordServiceUse(use, writer);
      }
    });

  return {
    note: (use) => {
      const name = `${use.accountId} ${use.kind} ${use.id} ${use.service}`;
      if (noted.size >= MAX_NOTED && !noted.has(name)) return;
      noted.set(name, { ...use, date: now().toISOString() });
    },
    write: async () => {
      const uses = [...noted.values()];
      noted = new Map();
      for (const accountId of new Set(uses.map((use) => use.accountId))) {
        await writeUses(
          accountId,
          uses.filter((use) => use.accountId === accountId),
        );
      }
    },
  };
}
