// The master keys under which something is sealed.
import type { SealedSecret } from '../secrets.js';
import type { Row, Table } from '../store.js';

/** A master key, as the deployment remembers it: enough to tell whether it was given the right one. */
export interface MasterKeyCheck extends Row {
  /** The deployment: master keys belong to no account. */
  readonly keyId: string;
  /** Its own id, sealed with it for `masterKeyOwner`. */
  readonly check: SealedSecret;
  readonly createDate: string;
}

/** All master keys in use, by id. */
export const MASTER_KEYS: Table<MasterKeyCheck> = {
  name: 'master_keys',
  key: ({ keyId }) => [keyId],
  indexes: {},
};

/** Whom the check of a master key is sealed for. */
export function masterKeyOwner(keyId: string): readonly string[] {
  return ['master-key', keyId];
}
