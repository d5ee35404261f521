// Long-term access keys of users and of root users.
import type { SealedSecret } from '../secrets.js';
import type { Row, Table } from '../store.js';

/** A long-term access key. */
export interface AccessKey extends Row {
  /** `AKIA…`; that of a root user may have any form. */
  readonly accessKeyId: string;
  /** The unique id of the user; the id of the account where it is the root user's. */
  readonly ownerId: string;
  readonly status: 'Active' | 'Inactive';
  readonly createDate: string;
  /** The secret access key, sealed for `accessKeyOwner`. */
  readonly secret: SealedSecret;
}

/** All access keys by id, which stands once in the deployment; by owner, the oldest first. */
export const ACCESS_KEYS: Table<AccessKey, 'id' | 'owner'> = {
  name: 'access_keys',
  key: ({ accessKeyId }) => [accessKeyId],
  indexes: {
    id: { scope: 'deployment', key: ({ accessKeyId }) => [accessKeyId] },
    owner: {
      scope: 'account',
      key: ({ ownerId, createDate, accessKeyId }) => [ownerId, createDate, accessKeyId],
    },
  },
};

/** Whom the secret of an access key is sealed for. */
export function accessKeyOwner({
  accountId,
  accessKeyId,
}: Pick<AccessKey, 'accountId' | 'accessKeyId'>): readonly string[] {
  return ['access-key', accountId, accessKeyId];
}
