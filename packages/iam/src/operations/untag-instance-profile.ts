// UntagInstanceProfile.
import { tagKeys } from '../demand-context.js';
import { demandOnInstanceProfile, getInstanceProfileByName } from '../find-instance-profile.js';
import type { Operation } from '../operation.js';
import { INSTANCE_PROFILES } from '../tables/instance-profiles.js';
import { removeTags } from '../tags.js';

/** Takes tags from an instance profile (IAM API Reference, "UntagInstanceProfile"). */
export const untagInstanceProfile: Operation<'UntagInstanceProfile'> = {
  name: 'UntagInstanceProfile',
  access: 'write',
  demands: ({ InstanceProfileName, TagKeys }, scope) =>
    demandOnInstanceProfile(
      'iam:UntagInstanceProfile',
      InstanceProfileName,
      scope,
      tagKeys(TagKeys),
    ),
  run: async ({ InstanceProfileName, TagKeys }, scope) => {
    const profile = await getInstanceProfileByName(InstanceProfileName, scope);
    const tags = removeTags(profile.tags, TagKeys);
    await scope.store.replace(INSTANCE_PROFILES, { ...profile, tags });
    return undefined;
  },
};
