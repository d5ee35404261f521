// DeleteInstanceProfile.
import { IamError } from '../errors.js';
import { demandOnInstanceProfile, getInstanceProfileByName } from '../find-instance-profile.js';
import type { Operation } from '../operation.js';
import { INSTANCE_PROFILES } from '../tables/instance-profiles.js';

/** Deletes an instance profile that has no role any more (IAM API Reference, "DeleteInstanceProfile"). */
export const deleteInstanceProfile: Operation<'DeleteInstanceProfile'> = {
  name: 'DeleteInstanceProfile',
  access: 'write',
  demands: ({ InstanceProfileName }, scope) =>
    demandOnInstanceProfile('iam:DeleteInstanceProfile', InstanceProfileName, scope),
  run: async ({ InstanceProfileName }, scope) => {
    const profile = await getInstanceProfileByName(InstanceProfileName, scope);
    if (profile.roleId !== undefined) {
      throw new IamError(
        'DeleteConflict',
        'Cannot delete entity, must remove roles from instance profile first.',
      );
    }
    await scope.store.remove(INSTANCE_PROFILES, profile);
    return undefined;
  },
};
