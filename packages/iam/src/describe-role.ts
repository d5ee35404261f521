// A role as IAM answers it: each operation shows other parts of it.
import type { OutputOf } from '@ostiary/api';
import { describeBoundary } from './describe-boundary.js';
import { roleArn } from './find-role.js';
import type { ReadScope } from './operation.js';
import { describeLastUse } from './role-last-use.js';
import type { Role } from './tables/roles.js';
import { describeTags } from './tags.js';
import { showTrustPolicy } from './trust-policy.js';

type RoleShape = OutputOf<'GetRole'>['Role'];

/** What every answer has; instance profiles show no more of their role. */
export async function describeRole(role: Role, scope: ReadScope): Promise<RoleShape> {
  return {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: roleArn(scope, role),
    CreateDate: new Date(role.createDate),
    AssumeRolePolicyDocument: await showTrustPolicy(role, scope.store, scope.partition),
  };
}

/** A role that was just made: what it was given, but for its description and durations. */
export async function describeNewRole(role: Role, scope: ReadScope): Promise<RoleShape> {
  return {
    ...(await describeRole(role, scope)),
    ...describeBoundary(role),
    ...describeTags(role.tags),
  };
}

/** A role after UpdateRoleDescription. */
export async function describeUpdatedRole(role: Role, scope: ReadScope): Promise<RoleShape> {
  const { description } = role;
  return {
    ...(await describeRole(role, scope)),
    ...(description !== undefined && { Description: description }),
  };
}

/** A role in a list: no tags, no boundary, no last use (IAM API Reference, "ListRoles"). */
export async function describeListedRole(role: Role, scope: ReadScope): Promise<RoleShape> {
  return {
    ...(await describeUpdatedRole(role, scope)),
    MaxSessionDuration: role.maxSessionDurationSeconds,
  };
}

/** All of a role. */
export async function describeWholeRole(role: Role, scope: ReadScope): Promise<RoleShape> {
  return {
    ...(await describeListedRole(role, scope)),
    ...describeBoundary(role),
    ...describeTags(role.tags),
    ...(await describeLastUse(role, scope.store)),
  };
}
