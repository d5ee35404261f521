// Where the master key of a deployment is.
import { join } from 'node:path';
import type { StateSettings } from './open-state.js';
import { ServeSettingError } from './serve-settings.js';

/**
 * The master key file of a deployment.
 *
 * @throws ServeSettingError where there is none: with the memory store, or PostgreSQL and no file named
 */
export function masterKeyFileOf({ store, dataFolder, masterKeyFile }: StateSettings): string {
  if (masterKeyFile !== undefined) return masterKeyFile;
  if (store.kind === 'sqlite') return join(dataFolder, 'master.key');
  throw new ServeSettingError(
    'expected a store with a master key file: SQLite, or PostgreSQL with OSTIARY_MASTER_KEY_FILE',
  );
}
