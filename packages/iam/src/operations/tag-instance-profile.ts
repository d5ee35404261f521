// TagInstanceProfile.
import { requestTags } from '../demand-context.js';
import { demandOnInstanceProfile, getInstanceProfileByName } from '../find-instance-profile.js';
import type { Operation } from '../operation.js';
import { INSTANCE_PROFILES } from '../tables/instance-profiles.js';
import { addTags } from '../tags.js';

/** Puts tags on an instance profile (IAM API Reference, "TagInstanceProfile"). */
export const tagInstanceProfile: Operation<'TagInstanceProfile'> = {
  name: 'TagInstanceProfile',
  access: 'write',
  demands: ({ InstanceProfileName, Tags }, scope) =>
    demandOnInstanceProfile(
      'iam:TagInstanceProfile',
      InstanceProfileName,
      scope,
      requestTags(Tags),
    ),
  run: async ({ InstanceProfileName, Tags }, scope) => {
    const profile = await getInstanceProfileByName(InstanceProfileName, scope);
    const tags = addTags(profile.tags, Tags);
    await scope.store.replace(INSTANCE_PROFILES, { ...profile, tags });
    return undefined;
  },
};
