// The role that is to be assumed, in whichever account of the deployment it is.
import { isAccountId, parseArn } from '@ostiary/policy';
import { entityArn } from './entity-arn.js';
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';
import { ROLES, type Role } from './tables/roles.js';

/**
 * The role with exactly this ARN, or undefined.
 *
 * @throws IamError `ValidationError` when it is no ARN
 */
export async function findAssumableRole(
  arn: string,
  { store, partition }: Pick<ReadScope, 'store' | 'partition'>,
): Promise<Role | undefined> {
  const parsed = parseArn(arn);
  if (!parsed.ok) throw new IamError('ValidationError', `${arn} is invalid`);
  const { accountId, resource } = parsed.value;
  if (!isAccountId(accountId)) return undefined;
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  const role = await store.find(ROLES, 'name', accountId, [name.toLowerCase()]);
  if (role === undefined) return undefined;
  const { path, roleName } = role;
  const own = entityArn({ partition, accountId, kind: 'role', path, name: roleName });
  return own === arn ? role : undefined;
}
