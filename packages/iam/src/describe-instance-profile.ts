// An instance profile as IAM answers it.
import type { OutputOf } from '@ostiary/api';
import { describeRole } from './describe-role.js';
import { instanceProfileArn } from './find-instance-profile.js';
import type { ReadScope } from './operation.js';
import type { InstanceProfile } from './tables/instance-profiles.js';
import { ROLES } from './tables/roles.js';
import { describeTags } from './tags.js';

type InstanceProfileShape = OutputOf<'GetInstanceProfile'>['InstanceProfile'];

/** An instance profile in a list: with its role, without its tags. */
export async function describeListedInstanceProfile(
  profile: InstanceProfile,
  scope: ReadScope,
): Promise<InstanceProfileShape> {
  const { accountId, roleId } = profile;
  const role = roleId === undefined ? undefined : await scope.store.get(ROLES, accountId, [roleId]);
  return {
    Path: profile.path,
    InstanceProfileName: profile.instanceProfileName,
    InstanceProfileId: profile.instanceProfileId,
    Arn: instanceProfileArn(scope, profile),
    CreateDate: new Date(profile.createDate),
    Roles: role === undefined ? [] : [await describeRole(role, scope)],
  };
}

/** An instance profile that was just made: with its tags, where it has any. */
export async function describeNewInstanceProfile(
  profile: InstanceProfile,
  scope: ReadScope,
): Promise<InstanceProfileShape> {
  return {
    ...(await describeListedInstanceProfile(profile, scope)),
    ...describeTags(profile.tags),
  };
}

/** All of an instance profile; the list of its tags is there when it is empty, as AWS answers it. */
export async function describeWholeInstanceProfile(
  profile: InstanceProfile,
  scope: ReadScope,
): Promise<InstanceProfileShape> {
  return {
    ...(await describeListedInstanceProfile(profile, scope)),
    Tags: [],
    ...describeTags(profile.tags),
  };
}
