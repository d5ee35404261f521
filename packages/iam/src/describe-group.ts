// A group as IAM answers it.
import type { OutputOf } from '@ostiary/api';
import { entityArn } from './entity-arn.js';
import type { Group } from './tables/groups.js';

/** The `Group` shape of a stored group. */
export function describeGroup(group: Group, partition: string): OutputOf<'CreateGroup'>['Group'] {
  const { accountId, groupId, groupName, path, createDate } = group;
  return {
    Path: path,
    GroupName: groupName,
    GroupId: groupId,
    Arn: entityArn({ partition, accountId, kind: 'group', path, name: groupName }),
    CreateDate: new Date(createDate),
  };
}
