// The group that an operation is about.
import { entityArn } from './entity-arn.js';
import { IamError } from './errors.js';
import type { Demand, OperationScope, ReadScope } from './operation.js';
import { GROUPS, type Group } from './tables/groups.js';

/** The group of this name in any case, or undefined. */
export function findGroup(groupName: string, scope: ReadScope): Promise<Group | undefined> {
  const { store, caller } = scope;
  return store.find(GROUPS, 'name', caller.accountId, [groupName.toLowerCase()]);
}

/**
 * The group of this name in any case.
 *
 * @throws IamError NoSuchEntity
 */
export async function getGroupByName(groupName: string, scope: ReadScope): Promise<Group> {
  const group = await findGroup(groupName, scope);
  if (group === undefined) {
    throw new IamError('NoSuchEntity', `The group with name ${groupName} cannot be found.`);
  }
  return group;
}

/** `arn:aws:iam::123456789012:group/division/ops` */
export function groupArn(
  { partition, caller }: OperationScope,
  { path, groupName }: Pick<Group, 'path' | 'groupName'>,
): string {
  const { accountId } = caller;
  return entityArn({ partition, accountId, kind: 'group', path, name: groupName });
}

/** What is demanded on a group, by the ARN it has, or would have under `/` if it were there. */
export async function demandOnGroup(
  action: string,
  groupName: string,
  scope: ReadScope,
  context: Demand['context'] = [],
): Promise<readonly [Demand]> {
  const group = await findGroup(groupName, scope);
  return [{ action, resource: groupArn(scope, group ?? { path: '/', groupName }), context }];
}
