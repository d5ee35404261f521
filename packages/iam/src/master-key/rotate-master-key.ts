// Seals everything anew with the current master key.
import { randomUUID } from 'node:crypto';
import { createSecrets } from '../create-secrets.js';
import type { KeyRing } from '../key-ring.js';
import { type Cause, DEPLOYMENT, type Reader, type Store } from '../store.js';
import { MASTER_KEYS } from '../tables/master-keys.js';
import { useMasterKey } from './open-master-key.js';
import { type RowPlace, SEALED_FIELDS, type SealedField } from './sealed-fields.js';

/** What is rotated. */
export interface RotationOptions {
  readonly store: Store;
  /** The current key, which seals, and every former one that sealed something. */
  readonly ring: KeyRing;
  /** Rows in one transaction; 100 by default. */
  readonly batchSize?: number;
  /** Told after each batch. */
  readonly onProgress?: (progress: RotationProgress) => void;
  /** Stops it between two batches. */
  readonly signal?: AbortSignal;
  /** The clock; the machine's own by default. */
  readonly now?: () => Date;
}

/** How far a rotation is. */
export interface RotationProgress {
  /** The table that it is at. */
  readonly table: string;
  /** Rows that were looked at, in all tables. */
  readonly rows: number;
  /** Of these, those that were sealed anew. */
  readonly resealed: number;
}

/**
 * Seals everything in a store anew with the current key of a ring, in batches that are each a
 * transaction of their own, and then lets the store forget the former keys: the deployment starts
 * without them from then on. Whatever stops it, the next call does what is left.
 *
 * @returns how many rows were sealed anew by this call
 * @throws MasterKeyError when a key that sealed something is not in the ring; what `signal` was aborted
 * with; Error when something sealed does not open. Nothing is dropped then.
 */
export async function rotateMasterKey(options: RotationOptions): Promise<RotationProgress> {
  const { store, ring, batchSize = 100, onProgress, signal, now = () => new Date() } = options;
  const { keyId } = ring.current;
  const secrets = createSecrets(ring);
  const cause: Cause = {
    ...{ accountId: DEPLOYMENT, operation: 'RotateMasterKey' },
    ...{ requestId: randomUUID(), principal: 'ostiary' },
  };
  await useMasterKey({ store, ring, now });
  let progress: RotationProgress = { table: '', rows: 0, resealed: 0 };
  for (const field of SEALED_FIELDS) {
    for (let after: RowPlace | undefined, more = true; more; ) {
      signal?.throwIfAborted();
      const { rows, last, reseals } = await store.transact(cause, async (writer) => {
        const batch = await field.find(writer, { keyId, after, limit: batchSize });
        for (const reseal of batch.reseals) await reseal(writer, secrets);
        return batch;
      });
      progress = {
        table: field.table,
        rows: progress.rows + rows,
        resealed: progress.resealed + reseals.length,
      };
      onProgress?.(progress);
      after = last;
      more = last !== undefined;
    }
  }
  await forgetFormerKeys(store, cause, keyId);
  return progress;
}

/** All in one transaction, so that nothing is sealed with a former key after it was looked for. */
async function forgetFormerKeys(store: Store, cause: Cause, keyId: string): Promise<void> {
  await store.transact(cause, async (writer) => {
    for (const field of SEALED_FIELDS) {
      if (await hasFormer(writer, field, keyId)) {
        throw new Error(
          `an instance still seals in \`${field.table}\` with a former master key: restart it and run this again`,
        );
      }
    }
    for (const check of await writer.list(MASTER_KEYS, { accountId: DEPLOYMENT })) {
      if (check.keyId !== keyId) await writer.remove(MASTER_KEYS, check);
    }
  });
}

async function hasFormer(reader: Reader, field: SealedField, keyId: string): Promise<boolean> {
  for (let after: RowPlace | undefined; ; ) {
    const { last, reseals } = await field.find(reader, { keyId, after, limit: 1000 });
    if (reseals.length > 0) return true;
    if (last === undefined) return false;
    after = last;
  }
}
