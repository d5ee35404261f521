// Where the state of a control plane lives: the store and the key that seals its secrets.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  createKeyRing,
  createMemoryStore,
  createSecrets,
  type Secrets,
  type Store,
} from '@ostiary/iam';
import { openMasterKey } from '@ostiary/iam/master-key';
import { openPostgresStore } from '@ostiary/iam/postgres';
import { openSqliteStore } from '@ostiary/iam/sqlite';
import { ServeSettingError, type ServeSettings } from './serve-settings.js';

/** A store that is open, and what opens its secrets. */
export interface State {
  readonly store: Store;
  readonly secrets: Secrets;
}

/**
 * Opens the state that the settings name. With the memory store the master key is made for the
 * process; SQLite makes one at the first start; PostgreSQL needs one that all its instances share.
 *
 * @throws StoreError when the store cannot be opened; MasterKeyError when its master key is missing
 *   or wrong; ServeSettingError when PostgreSQL has none named
 */
export async function openState(settings: ServeSettings): Promise<State> {
  const { store: setting, dataFolder, masterKeyFile } = settings;
  if (setting.kind === 'memory') {
    const ring = createKeyRing([randomBytes(32)]);
    return { store: createMemoryStore(), secrets: createSecrets(ring) };
  }
  if (setting.kind === 'postgres') {
    if (masterKeyFile === undefined) {
      throw new ServeSettingError(
        'expected OSTIARY_MASTER_KEY_FILE to name the master key with PostgreSQL, found nothing',
      );
    }
    return withMasterKey(await openPostgresStore(setting.url), masterKeyFile, false);
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  mkdirSync(dirname(setting.file), { recursive: true, mode: 0o700 });
  const store = await openSqliteStore(setting.file);
  const isNamed = masterKeyFile !== undefined;
  return withMasterKey(store, masterKeyFile ?? join(dataFolder, 'master.key'), !isNamed);
}

async function withMasterKey(store: Store, file: string, create: boolean): Promise<State> {
  try {
    return { store, secrets: createSecrets(await openMasterKey({ store, file, create })) };
  } catch (error) {
    await store.close();
    throw error;
  }
}
