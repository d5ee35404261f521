// A deployment, or one account of it, to a file and back.
import { existsSync } from 'node:fs';
import { createKeyRing, type KeyRing, type Store } from '@ostiary/iam';
import {
  type BackupProgress,
  exportAccount,
  importAccount,
  restoreBackup,
  writeBackup,
} from '@ostiary/iam/backup';
import { MasterKeyError, openMasterKey, readMasterKeyFile } from '@ostiary/iam/master-key';
import { type AccountId, isAccountId } from '@ostiary/policy';
import { masterKeyFileOf } from './master-key-file-of.js';
import { openStore, type StateSettings } from './open-state.js';
import { ServeSettingError } from './serve-settings.js';

/** The file of a backup, and how the work is followed. */
export interface BackupFileOptions {
  readonly file: string;
  /** Told now and then, and at the end. */
  readonly onProgress?: (progress: BackupProgress) => void;
}

/**
 * Writes everything in the store of a deployment to a new file. The master key is not in it.
 *
 * @throws BackupError when there is nothing to back up, or the file is there already; StoreError when
 *   the store cannot be read; ServeSettingError when there is no store
 */
export async function backUpDeployment(
  settings: StateSettings,
  options: BackupFileOptions,
): Promise<BackupProgress> {
  holdStore(settings);
  return withStore(settings, (store) => writeBackup({ store, ...options }));
}

/**
 * Puts a backup into the empty store of a deployment whose master key file is in its place.
 *
 * @throws BackupError when it is refused; MasterKeyError when a key is missing or wrong; StoreError when
 *   the store cannot be written
 */
export async function restoreDeployment(
  settings: StateSettings,
  options: BackupFileOptions,
): Promise<BackupProgress> {
  const ring = await readRing(masterKeyFileOf(settings));
  return withStore(settings, (store) => restoreBackup({ store, ring, ...options }));
}

/**
 * Writes what belongs to one account to a new file.
 *
 * @throws BackupError when there is no such account, or the file is there already; StoreError when the
 *   store cannot be read; ServeSettingError when there is no store
 */
export async function exportDeploymentAccount(
  settings: StateSettings,
  { accountId, ...options }: BackupFileOptions & { readonly accountId: string },
): Promise<BackupProgress> {
  if (!isAccountId(accountId)) {
    throw new ServeSettingError('expected the id of an account, twelve digits');
  }
  holdStore(settings);
  return withStore(settings, (store) => exportAccount({ store, accountId, ...options }));
}

/**
 * Puts the export of an account into a deployment with the same master key.
 *
 * @returns the account
 * @throws BackupError when it is refused; MasterKeyError when a key is missing or wrong; StoreError when
 *   the store cannot be written; ServeSettingError when there is no store
 */
export async function importDeploymentAccount(
  settings: StateSettings,
  options: BackupFileOptions,
): Promise<BackupProgress & { readonly accountId: AccountId }> {
  const file = masterKeyFileOf(settings);
  holdStore(settings);
  return withStore(settings, async (store) => {
    const ring = await openMasterKey({ store, file, create: false });
    return importAccount({ store, ring, ...options });
  });
}

/** A folder that was mistyped must not become an empty deployment, whose backup would hold nothing. */
function holdStore({ store }: StateSettings): void {
  if (store.kind === 'memory') {
    throw new ServeSettingError('expected a store that outlives its process, found `memory`');
  }
  if (store.kind === 'sqlite' && !existsSync(store.file)) {
    throw new ServeSettingError(`expected a database at \`${store.file}\`, found nothing`);
  }
}

async function withStore<T>(settings: StateSettings, work: (store: Store) => Promise<T>) {
  const store = await openStore(settings);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** What `openMasterKey` does, but that it leaves no mark in the store, which is to be empty. */
async function readRing(file: string): Promise<KeyRing> {
  const keys = await readMasterKeyFile(file);
  if (keys !== undefined) return createKeyRing(keys);
  throw new MasterKeyError(
    `there is no master key file \`${file}\`: put back the one that the backup was made under`,
  );
}
