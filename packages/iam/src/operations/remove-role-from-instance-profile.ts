// RemoveRoleFromInstanceProfile.
import { IamError } from '../errors.js';
import { demandOnInstanceProfile, getInstanceProfileByName } from '../find-instance-profile.js';
import { getRoleByName } from '../find-role.js';
import type { Operation } from '../operation.js';
import { INSTANCE_PROFILES } from '../tables/instance-profiles.js';

/** Takes the role from an instance profile (IAM API Reference, "RemoveRoleFromInstanceProfile"). */
export const removeRoleFromInstanceProfile: Operation<'RemoveRoleFromInstanceProfile'> = {
  name: 'RemoveRoleFromInstanceProfile',
  access: 'write',
  demands: ({ InstanceProfileName }, scope) =>
    demandOnInstanceProfile('iam:RemoveRoleFromInstanceProfile', InstanceProfileName, scope),
  run: async ({ InstanceProfileName, RoleName }, scope) => {
    const profile = await getInstanceProfileByName(InstanceProfileName, scope);
    const role = await getRoleByName(RoleName, scope);
    if (profile.roleId !== role.roleId) {
      const { instanceProfileName } = profile;
      throw new IamError(
        'NoSuchEntity',
        `Role ${role.roleName} in Instance Profile ${instanceProfileName} cannot be found.`,
      );
    }
    const { roleId: _, ...without } = profile;
    await scope.store.replace(INSTANCE_PROFILES, without);
    return undefined;
  },
};
