// CreateInstanceProfile.
import { checkQuota } from '../check-quota.js';
import { requestTags } from '../demand-context.js';
import { describeNewInstanceProfile } from '../describe-instance-profile.js';
import { instanceProfileArn } from '../find-instance-profile.js';
import type { Operation } from '../operation.js';
import { storeUnique } from '../store-unique.js';
import { INSTANCE_PROFILES, type InstanceProfile } from '../tables/instance-profiles.js';
import { addTags } from '../tags.js';
import { createUniqueId } from '../unique-id.js';

/** Makes an instance profile without a role (IAM API Reference, "CreateInstanceProfile"). */
export const createInstanceProfile: Operation<'CreateInstanceProfile'> = {
  name: 'CreateInstanceProfile',
  access: 'write',
  demands: ({ InstanceProfileName: instanceProfileName, Path: path = '/', Tags }, scope) => [
    {
      action: 'iam:CreateInstanceProfile',
      resource: instanceProfileArn(scope, { path, instanceProfileName }),
      context: requestTags(Tags),
    },
  ],
  run: async ({ InstanceProfileName, Path = '/', Tags }, scope) => {
    const { store, caller, now, quotas, secrets } = scope;
    const { accountId } = caller;
    const present = await store.count(INSTANCE_PROFILES, { accountId });
    checkQuota('InstanceProfilesPerAccount', present, quotas.InstanceProfilesQuota);
    const profile: InstanceProfile = {
      accountId,
      instanceProfileId: createUniqueId('instanceProfile', secrets),
      instanceProfileName: InstanceProfileName,
      path: Path,
      createDate: now.toISOString(),
      tags: addTags([], Tags),
    };
    const taken = `Instance Profile ${InstanceProfileName} already exists.`;
    await storeUnique(store, 'insert', INSTANCE_PROFILES, profile, taken);
    return { InstanceProfile: await describeNewInstanceProfile(profile, scope) };
  },
};
