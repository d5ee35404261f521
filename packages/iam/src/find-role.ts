// The role that an operation is about.
import { boundaryKey, resourceTags } from './demand-context.js';
import { entityArn } from './entity-arn.js';
import { IamError } from './errors.js';
import type { Demand, OperationScope, ReadScope } from './operation.js';
import { ROLES, type Role } from './tables/roles.js';

/** The role of this name in any case, or undefined. */
export function findRole(roleName: string, scope: ReadScope): Promise<Role | undefined> {
  const { store, caller } = scope;
  return store.find(ROLES, 'name', caller.accountId, [roleName.toLowerCase()]);
}

/**
 * The role of this name in any case.
 *
 * @throws IamError NoSuchEntity
 */
export async function getRoleByName(roleName: string, scope: ReadScope): Promise<Role> {
  const role = await findRole(roleName, scope);
  if (role === undefined) {
    throw new IamError('NoSuchEntity', `The role with name ${roleName} cannot be found.`);
  }
  return role;
}

/** `arn:aws:iam::123456789012:role/division/deployer` */
export function roleArn(
  { partition, caller }: OperationScope,
  { path, roleName }: Pick<Role, 'path' | 'roleName'>,
): string {
  return entityArn({ partition, accountId: caller.accountId, kind: 'role', path, name: roleName });
}

/** What is demanded on a role, by the ARN it has, or would have under `/` if it were there. */
export async function demandOnRole(
  action: string,
  roleName: string,
  scope: ReadScope,
  context: Demand['context'] = [],
): Promise<readonly [Demand]> {
  const role = await findRole(roleName, scope);
  const resource = roleArn(scope, role ?? { path: '/', roleName });
  return [{ action, resource, context, tags: resourceTags(role?.tags ?? []) }];
}

/** The same for operations on its permissions, whose conditions see the boundary that it has. */
export async function demandOnRolePermissions(
  action: string,
  roleName: string,
  scope: ReadScope,
  context: Demand['context'] = [],
): Promise<readonly [Demand]> {
  const role = await findRole(roleName, scope);
  const bounded = [...context, ...boundaryKey(role?.permissionsBoundary)];
  return demandOnRole(action, roleName, scope, bounded);
}
