// The master key of a deployment exchanged for a new one: the key is added, and then everything sealed by it.
import { existsSync } from 'node:fs';
import {
  addMasterKey,
  createMasterKeyFile,
  openMasterKey,
  type RotationProgress,
  rotateMasterKey,
} from '@ostiary/iam/master-key';
import { masterKeyFileOf } from './master-key-file-of.js';
import { openStore, type StateSettings } from './open-state.js';
import { ServeSettingError } from './serve-settings.js';

/** How a rotation is followed and stopped. */
export interface RotateOptions {
  /** Told after each batch. */
  readonly onProgress?: (progress: RotationProgress) => void;
  /** Stops it between two batches; the next call does what is left. */
  readonly signal?: AbortSignal;
}

/**
 * Makes the master key file of a deployment that has none, as PostgreSQL needs it before its first start.
 *
 * @returns the file
 * @throws ServeSettingError when there is one already, or the store has none; MasterKeyError when it
 *   cannot be written
 */
export async function createDeploymentKey(settings: StateSettings): Promise<string> {
  const file = masterKeyFileOf(settings);
  if (existsSync(file)) throw new ServeSettingError(`there is a file \`${file}\` already`);
  await createMasterKeyFile(file);
  return file;
}

/**
 * Puts a new key first into the master key file; the former ones stay in it. Instances that run know
 * the key once they have been started again, and only then may it seal.
 *
 * @returns the file
 * @throws MasterKeyError when the file cannot be read or written; ServeSettingError with the memory
 *   store, whose key ends with its process
 */
export async function addDeploymentKey(settings: StateSettings): Promise<string> {
  const file = masterKeyFileOf(settings);
  await addMasterKey(file);
  return file;
}

/**
 * Seals everything in the store of a deployment anew with the first key of its file.
 *
 * @throws MasterKeyError when a key that sealed something is not in the file; StoreError when the
 *   store cannot be written; what `signal` was aborted with
 */
export async function rotateDeploymentKey(
  settings: StateSettings,
  options: RotateOptions = {},
): Promise<RotationProgress> {
  const file = masterKeyFileOf(settings);
  const store = await openStore(settings);
  try {
    const ring = await openMasterKey({ store, file, create: false });
    return await rotateMasterKey({ store, ring, ...options });
  } finally {
    await store.close();
  }
}
