// The long-term credentials of users and root users.
import type { Principal } from '@ostiary/policy';
import { SecretAccessKey, type SigningKeyQuery } from '@ostiary/sigv4';
import type { Credential } from './credential.js';
import type { DomainScope } from './domain-scope.js';
import { entityArn, rootArn } from './entity-arn.js';
import type { Reader } from './store.js';
import { ACCESS_KEYS, type AccessKey, accessKeyOwner } from './tables/access-keys.js';
import { USERS } from './tables/users.js';

/** The credential of an active key whose owner is there; undefined for any other. */
export async function findLongTermCredential(
  { accessKeyId, sessionToken }: SigningKeyQuery,
  scope: DomainScope,
): Promise<Credential | undefined> {
  if (sessionToken !== undefined) return undefined;
  const found = await scope.store.read(async (reader) => {
    const key = await reader.findAnywhere(ACCESS_KEYS, 'id', [accessKeyId]);
    if (key?.status !== 'Active') return undefined;
    const principal = await findOwner(reader, key, scope.partition);
    return principal && { key, principal };
  });
  if (found === undefined) return undefined;
  const { key, principal } = found;
  return {
    secretAccessKey: new SecretAccessKey(scope.secrets.open(key.secret, accessKeyOwner(key))),
    principal: { principal, context: [] },
  };
}

async function findOwner(
  reader: Reader,
  { accountId, ownerId }: AccessKey,
  partition: string,
): Promise<Principal | undefined> {
  if (ownerId === accountId) {
    return { type: 'Root', arn: rootArn(partition, accountId), accountId };
  }
  const user = await reader.get(USERS, accountId, [ownerId]);
  if (user === undefined) return undefined;
  const { userId, userName, path } = user;
  const arn = entityArn({ partition, accountId, kind: 'user', path, name: userName });
  return { type: 'User', arn, accountId, userName, userId };
}
