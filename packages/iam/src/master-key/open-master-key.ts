// Starts a deployment with its master key, or not at all.
import { createSecrets } from '../create-secrets.js';
import { createKeyRing, type KeyRing } from '../key-ring.js';
import type { Secrets } from '../secrets.js';
import { DEPLOYMENT, type Reader, type Store } from '../store.js';
import { MASTER_KEYS, type MasterKeyCheck, masterKeyOwner } from '../tables/master-keys.js';
import { MasterKeyError } from './master-key-error.js';
import { createMasterKeyFile, readMasterKeyFile } from './master-key-file.js';

/** Where the master key is, and what it is for. */
export interface MasterKeyOptions {
  readonly store: Store;
  readonly file: string;
  /** Whether a missing file is made where nothing has been sealed yet. */
  readonly create: boolean;
  /** The clock; the machine's own by default. */
  readonly now?: () => Date;
}

/**
 * Reads the master key file of a deployment, and holds that every key that sealed something in the
 * store is in it. At the first start the store remembers the key; a key that is new later is
 * remembered before anything is sealed with it.
 *
 * @throws MasterKeyError when the file is missing or badly kept, or a key in it is missing or wrong
 */
export async function openMasterKey(options: MasterKeyOptions): Promise<KeyRing> {
  const { store, file, create, now = () => new Date() } = options;
  const known = await store.read((reader) => reader.list(MASTER_KEYS, { accountId: DEPLOYMENT }));
  if (create && known.length === 0) await createMasterKeyFile(file);
  const keys = await readMasterKeyFile(file);
  if (keys === undefined) {
    throw new MasterKeyError(
      known.length === 0
        ? `there is no master key file \`${file}\`: make one with \`ostiary master-key create\``
        : `there is no master key file \`${file}\`, and the database has secrets that were sealed with one`,
    );
  }
  const ring = createKeyRing(keys);
  await useMasterKey({ store, ring, now });
  return ring;
}

/**
 * Holds that a key ring can open everything in a store, and remembers its current key there.
 *
 * @throws MasterKeyError when a key that sealed something is not in the ring
 */
export async function useMasterKey(options: {
  readonly store: Store;
  readonly ring: KeyRing;
  readonly now: () => Date;
}): Promise<void> {
  const { store, ring, now } = options;
  const { keyId } = ring.current;
  const secrets = createSecrets(ring);
  const isKnown = async (reader: Reader): Promise<boolean> => {
    const known = await reader.list(MASTER_KEYS, { accountId: DEPLOYMENT });
    for (const check of known) holdMasterKey(ring, secrets, check);
    return known.some((check) => check.keyId === keyId);
  };
  // A deployment whose disk may not be written can still be started and read.
  if (await store.read(isKnown)) return;
  const cause = {
    ...{ accountId: DEPLOYMENT, operation: 'UseMasterKey' },
    ...{ requestId: keyId, principal: 'ostiary' },
  };
  await store.transact(cause, async (writer) => {
    // Again: another instance may have begun with a key of its own, and one of the two must stop.
    if (await isKnown(writer)) return;
    const check = secrets.seal(keyId, masterKeyOwner(keyId));
    const createDate = now().toISOString();
    await writer.insert(MASTER_KEYS, { accountId: DEPLOYMENT, keyId, check, createDate });
  });
}

/**
 * Holds that a key ring has the key of a check.
 *
 * @throws MasterKeyError when it has not, or has another one under its id
 */
export function holdMasterKey(
  ring: KeyRing,
  secrets: Secrets,
  { keyId, check }: MasterKeyCheck,
): void {
  if (ring.find(keyId) === undefined) {
    throw new MasterKeyError(
      `the database has secrets that were sealed with the master key \`${keyId}\`, which is not in the file`,
    );
  }
  try {
    if (secrets.open(check, masterKeyOwner(keyId)) === keyId) return;
  } catch (cause) {
    throw new MasterKeyError(`the check of the master key \`${keyId}\` does not open`, { cause });
  }
  throw new MasterKeyError(`the check of the master key \`${keyId}\` is another key's`);
}
