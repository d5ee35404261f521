// GetInstanceProfile.
import { describeWholeInstanceProfile } from '../describe-instance-profile.js';
import { demandOnInstanceProfile, getInstanceProfileByName } from '../find-instance-profile.js';
import type { Operation } from '../operation.js';

/** Shows an instance profile and its role (IAM API Reference, "GetInstanceProfile"). */
export const getInstanceProfile: Operation<'GetInstanceProfile'> = {
  name: 'GetInstanceProfile',
  access: 'read',
  demands: ({ InstanceProfileName }, scope) =>
    demandOnInstanceProfile('iam:GetInstanceProfile', InstanceProfileName, scope),
  run: async ({ InstanceProfileName }, scope) => {
    const profile = await getInstanceProfileByName(InstanceProfileName, scope);
    return { InstanceProfile: await describeWholeInstanceProfile(profile, scope) };
  },
};
