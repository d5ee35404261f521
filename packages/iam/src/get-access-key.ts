// The access key that an operation is about.
import type { CredentialOwner } from './credential-owner.js';
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';
import { ACCESS_KEYS, type AccessKey } from './tables/access-keys.js';

/**
 * The access key of an owner.
 *
 * @throws IamError NoSuchEntity, also for a key of somebody else
 */
export async function getAccessKey(
  accessKeyId: string,
  { ownerId }: CredentialOwner,
  { store, caller }: ReadScope,
): Promise<AccessKey> {
  const key = await store.get(ACCESS_KEYS, caller.accountId, [accessKeyId]);
  if (key === undefined || key.ownerId !== ownerId) throw noSuchAccessKey(accessKeyId);
  return key;
}

/** What is answered for a key that is not there. */
export function noSuchAccessKey(accessKeyId: string): IamError {
  return new IamError('NoSuchEntity', `The Access Key with id ${accessKeyId} cannot be found.`);
}
