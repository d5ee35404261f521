// The SSH public key that an operation is about.
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';
import { SSH_PUBLIC_KEYS, type SshPublicKey } from './tables/ssh-public-keys.js';
import type { User } from './tables/users.js';

/**
 * The SSH public key of a user.
 *
 * @throws IamError NoSuchEntity, also for one of somebody else
 */
export async function getSshPublicKeyOf(
  { accountId, userId }: User,
  keyId: string,
  { store }: ReadScope,
): Promise<SshPublicKey> {
  const key = await store.get(SSH_PUBLIC_KEYS, accountId, [userId, keyId]);
  if (key === undefined) {
    throw new IamError('NoSuchEntity', `The Public Key with id ${keyId} cannot be found.`);
  }
  return key;
}
