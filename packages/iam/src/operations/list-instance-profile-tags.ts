// ListInstanceProfileTags.
import { demandOnInstanceProfile, getInstanceProfileByName } from '../find-instance-profile.js';
import type { Operation } from '../operation.js';
import { listTags } from '../tags.js';

/** Lists the tags of an instance profile by key (IAM API Reference, "ListInstanceProfileTags"). */
export const listInstanceProfileTags: Operation<'ListInstanceProfileTags'> = {
  name: 'ListInstanceProfileTags',
  access: 'read',
  demands: ({ InstanceProfileName }, scope) =>
    demandOnInstanceProfile('iam:ListInstanceProfileTags', InstanceProfileName, scope),
  run: async (input, scope) => {
    const profile = await getInstanceProfileByName(input.InstanceProfileName, scope);
    const entity = { id: profile.instanceProfileId, tags: profile.tags };
    return listTags('ListInstanceProfileTags', input, entity, scope);
  },
};
