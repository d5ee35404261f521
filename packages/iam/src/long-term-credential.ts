// The long-term credentials of users and root users.
import { SecretAccessKey, type SigningKeyQuery } from '@ostiary/sigv4';
import type { Credential } from './credential.js';
import type { DomainScope } from './domain-scope.js';
import { findHolderPrincipal } from './holder-principal.js';
import { ACCESS_KEYS, accessKeyOwner } from './tables/access-keys.js';

/** The credential of an active key whose owner is there; undefined for any other. */
export async function findLongTermCredential(
  { accessKeyId }: SigningKeyQuery,
  { store, secrets, partition }: DomainScope,
): Promise<Credential | undefined> {
  const found = await store.read(async (reader) => {
    const key = await reader.findAnywhere(ACCESS_KEYS, 'id', [accessKeyId]);
    if (key?.status !== 'Active') return undefined;
    const { accountId, ownerId: id } = key;
    const principal = await findHolderPrincipal(reader, { accountId, id, partition });
    return principal && { key, principal };
  });
  if (found === undefined) return undefined;
  const { key, principal } = found;
  return {
    secretAccessKey: new SecretAccessKey(secrets.open(key.secret, accessKeyOwner(key))),
    principal: { principal, context: [] },
  };
}
