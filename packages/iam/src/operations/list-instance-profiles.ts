// ListInstanceProfiles.
import { describeListedInstanceProfile } from '../describe-instance-profile.js';
import { instanceProfileArn } from '../find-instance-profile.js';
import { listUnderPath } from '../list-under-path.js';
import type { Operation } from '../operation.js';
import { page } from '../paging.js';
import { INSTANCE_PROFILES } from '../tables/instance-profiles.js';

/** Lists instance profiles by name, without their tags (IAM API Reference, "ListInstanceProfiles"). */
export const listInstanceProfiles: Operation<'ListInstanceProfiles'> = {
  name: 'ListInstanceProfiles',
  access: 'read',
  demands: ({ PathPrefix: path = '/' }, scope) => [
    {
      action: 'iam:ListInstanceProfiles',
      resource: instanceProfileArn(scope, { path, instanceProfileName: '' }),
      context: [],
    },
  ],
  run: async (input, scope) => {
    const listing = listUnderPath(scope, INSTANCE_PROFILES, input.PathPrefix);
    const { items, ending } = await page('ListInstanceProfiles', input, listing, scope);
    const shapes = items.map((profile) => describeListedInstanceProfile(profile, scope));
    return { InstanceProfiles: await Promise.all(shapes), ...ending };
  },
};
