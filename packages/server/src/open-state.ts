// Where the state of a control plane lives: the store, and the key that seals its secrets.
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

/** What of the settings says where state is. */
export type StateSettings = Pick<ServeSettings, 'store' | 'dataFolder' | 'masterKeyFile'>;

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
export async function openState(settings: StateSettings): Promise<State> {
  const { store: setting, dataFolder, masterKeyFile } = settings;
  if (setting.kind === 'postgres' && masterKeyFile === undefined) {
    throw new ServeSettingError(
      'expected OSTIARY_MASTER_KEY_FILE to name the master key with PostgreSQL, found nothing',
    );
  }
  const store = await openStore(settings);
  if (setting.kind === 'memory') {
    return { store, secrets: createSecrets(createKeyRing([randomBytes(32)])) };
  }
  try {
    const file = masterKeyFile ?? join(dataFolder, 'master.key');
    const ring = await openMasterKey({ store, file, create: masterKeyFile === undefined });
    return { store, secrets: createSecrets(ring) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Opens the store alone. */
export async function openStore({ store, dataFolder }: StateSettings): Promise<Store> {
  switch (store.kind) {
    case 'memory':
      return createMemoryStore();
    case 'postgres':
      return openPostgresStore(store.url);
    case 'sqlite':
      mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
      mkdirSync(dirname(store.file), { recursive: true, mode: 0o700 });
      return openSqliteStore(store.file);
    default:
      return store satisfies never;
  }
}
