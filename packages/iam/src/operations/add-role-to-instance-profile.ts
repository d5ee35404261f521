// AddRoleToInstanceProfile.
import { IamError } from '../errors.js';
import { demandOnInstanceProfile, getInstanceProfileByName } from '../find-instance-profile.js';
import type { Operation } from '../operation.js';
import { demandPassRole } from '../pass-role.js';
import { getModifiableRole } from '../service-linked-roles.js';
import { INSTANCE_PROFILES } from '../tables/instance-profiles.js';

/** Who takes roles from instance profiles, as AWS names it. */
const MACHINES = 'ec2.amazonaws.com';

/**
 * Gives an instance profile its one role (IAM API Reference, "AddRoleToInstanceProfile"). That hands
 * the role on to machines, so it demands iam:PassRole too.
 */
export const addRoleToInstanceProfile: Operation<'AddRoleToInstanceProfile'> = {
  name: 'AddRoleToInstanceProfile',
  access: 'write',
  demands: async ({ InstanceProfileName, RoleName }, scope) => [
    ...(await demandOnInstanceProfile('iam:AddRoleToInstanceProfile', InstanceProfileName, scope)),
    ...(await demandPassRole(RoleName, MACHINES, scope)),
  ],
  run: async ({ InstanceProfileName, RoleName }, scope) => {
    const profile = await getInstanceProfileByName(InstanceProfileName, scope);
    const { roleId } = await getModifiableRole(RoleName, scope);
    if (profile.roleId !== undefined) {
      throw new IamError(
        'LimitExceeded',
        'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
      );
    }
    await scope.store.replace(INSTANCE_PROFILES, { ...profile, roleId });
    return undefined;
  },
};
