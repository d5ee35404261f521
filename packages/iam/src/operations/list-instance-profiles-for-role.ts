// ListInstanceProfilesForRole.
import { describeListedInstanceProfile } from '../describe-instance-profile.js';
import { demandOnRole, getRoleByName } from '../find-role.js';
import type { Operation } from '../operation.js';
import { listRows, page } from '../paging.js';
import { INSTANCE_PROFILES } from '../tables/instance-profiles.js';

/** Lists the instance profiles that have a role, by name (IAM API Reference, "ListInstanceProfilesForRole"). */
export const listInstanceProfilesForRole: Operation<'ListInstanceProfilesForRole'> = {
  name: 'ListInstanceProfilesForRole',
  access: 'read',
  demands: ({ RoleName }, scope) =>
    demandOnRole('iam:ListInstanceProfilesForRole', RoleName, scope),
  run: async (input, scope) => {
    const { roleId } = await getRoleByName(input.RoleName, scope);
    const listing = listRows(scope, INSTANCE_PROFILES, { index: 'role', prefix: [roleId] });
    const { items, ending } = await page('ListInstanceProfilesForRole', input, listing, scope);
    const shapes = items.map((profile) => describeListedInstanceProfile(profile, scope));
    return { InstanceProfiles: await Promise.all(shapes), ...ending };
  },
};
