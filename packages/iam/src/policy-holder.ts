// Users, groups and roles as the holders of policies.
import { getGroupByName } from './find-group.js';
import { getRoleByName } from './find-role.js';
import { getUserByName } from './find-user.js';
import type { PolicyHolder } from './inline-policies.js';
import type { ReadScope } from './operation.js';
import { getModifiableRole } from './service-linked-roles.js';

/** The user of this name. @throws IamError NoSuchEntity */
export async function getUserPolicyHolder(name: string, scope: ReadScope): Promise<PolicyHolder> {
  const { userId, userName } = await getUserByName(name, scope);
  return { kind: 'user', id: userId, name: userName };
}

/** The group of this name. @throws IamError NoSuchEntity */
export async function getGroupPolicyHolder(name: string, scope: ReadScope): Promise<PolicyHolder> {
  const { groupId, groupName } = await getGroupByName(name, scope);
  return { kind: 'group', id: groupId, name: groupName };
}

/** The role of this name. @throws IamError NoSuchEntity */
export async function getRolePolicyHolder(name: string, scope: ReadScope): Promise<PolicyHolder> {
  const { roleId, roleName } = await getRoleByName(name, scope);
  return { kind: 'role', id: roleId, name: roleName };
}

/**
 * The role of this name, whose policies are to be changed.
 *
 * @throws IamError UnmodifiableEntity when it belongs to a service, NoSuchEntity
 */
export async function getModifiableRolePolicyHolder(
  name: string,
  scope: ReadScope,
): Promise<PolicyHolder> {
  const { roleId, roleName } = await getModifiableRole(name, scope);
  return { kind: 'role', id: roleId, name: roleName };
}
