// CreateGroup.
import { checkQuota } from '../check-quota.js';
import { describeGroup } from '../describe-group.js';
import { groupArn } from '../find-group.js';
import type { Operation } from '../operation.js';
import { storeUnique } from '../store-unique.js';
import { GROUPS, type Group } from '../tables/groups.js';
import { createUniqueId } from '../unique-id.js';

/** Makes a group (IAM API Reference, "CreateGroup"). */
export const createGroup: Operation<'CreateGroup'> = {
  name: 'CreateGroup',
  access: 'write',
  demands: ({ GroupName, Path = '/' }, scope) => [
    {
      action: 'iam:CreateGroup',
      resource: groupArn(scope, { path: Path, groupName: GroupName }),
      context: [],
    },
  ],
  run: async (
    { GroupName, Path = '/' },
    { store, caller: { accountId }, now, partition, quotas, secrets },
  ) => {
    checkQuota('GroupsPerAccount', await store.count(GROUPS, { accountId }), quotas.GroupsQuota);
    const group: Group = {
      accountId,
      groupId: createUniqueId('group', secrets),
      groupName: GroupName,
      path: Path,
      createDate: now.toISOString(),
    };
    const taken = `Group with name ${GroupName} already exists.`;
    await storeUnique(store, 'insert', GROUPS, group, taken);
    return { Group: describeGroup(group, partition) };
  },
};
