// The user, group or role that an ARN names, as what has policies.
import { parseArn } from '@ostiary/policy';
import { resourceTags } from './demand-context.js';
import { IamError } from './errors.js';
import { findGroup, getGroupByName, groupArn } from './find-group.js';
import { findRole, getRoleByName, roleArn } from './find-role.js';
import { findUser, getUserByName, userArn } from './find-user.js';
import type { Demand, ReadScope } from './operation.js';
import type { Group } from './tables/groups.js';
import type { Role } from './tables/roles.js';
import type { User } from './tables/users.js';

/** A user, a group or a role. */
export type PolicyEntity =
  | { readonly kind: 'user'; readonly row: User }
  | { readonly kind: 'group'; readonly row: Group }
  | { readonly kind: 'role'; readonly row: Role };

/**
 * The entity of the caller's account that has this ARN.
 *
 * @throws IamError InvalidInput when it is the ARN of nothing that has policies, NoSuchEntity
 */
export async function getPolicyEntity(arn: string, scope: ReadScope): Promise<PolicyEntity> {
  const { kind, name } = parseEntityArn(arn, scope);
  switch (kind) {
    case 'user':
      return requireArn(arn, name, { kind, row: await getUserByName(name, scope) }, scope);
    case 'group':
      return requireArn(arn, name, { kind, row: await getGroupByName(name, scope) }, scope);
    case 'role':
      return requireArn(arn, name, { kind, row: await getRoleByName(name, scope) }, scope);
  }
}

/** The ARN of an entity. */
export function policyEntityArn({ kind, row }: PolicyEntity, scope: ReadScope): string {
  switch (kind) {
    case 'user':
      return userArn(scope, row);
    case 'group':
      return groupArn(scope, row);
    case 'role':
      return roleArn(scope, row);
  }
}

/** What is demanded on the entity that an ARN names, with its tags where it has some. */
export async function demandOnPolicyEntity(
  action: string,
  arn: string,
  scope: ReadScope,
): Promise<readonly [Demand]> {
  const { kind, name } = parseEntityArn(arn, scope);
  const find = { user: findUser, role: findRole, group: findGroup }[kind];
  const row = await find(name, scope);
  const tags = row !== undefined && 'tags' in row ? row.tags : [];
  return [{ action, resource: arn, context: [], tags: resourceTags(tags) }];
}

function requireArn(
  arn: string,
  name: string,
  entity: PolicyEntity,
  scope: ReadScope,
): PolicyEntity {
  if (policyEntityArn(entity, scope) === arn) return entity;
  const message = `The ${entity.kind} with name ${name} cannot be found.`;
  throw new IamError('NoSuchEntity', message);
}

function parseEntityArn(
  arn: string,
  { caller }: ReadScope,
): { readonly kind: PolicyEntity['kind']; readonly name: string } {
  const parsed = parseArn(arn);
  const { service, accountId, resource } = parsed.ok ? parsed.value : NOTHING;
  const [, kind, name] = /^(user|group|role)\/(?:.*\/)?([^/]+)$/.exec(resource) ?? [];
  if (service === 'iam' && accountId === caller.accountId && name !== undefined) {
    return { kind: kind as PolicyEntity['kind'], name };
  }
  throw new IamError(
    'InvalidInput',
    `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
  );
}

const NOTHING = { service: '', accountId: '', resource: '' };
