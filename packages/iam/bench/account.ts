// An account of any size: the rows that are in it, and what the cases ask for.
import type { AccountId, Arn, Principal } from '@ostiary/policy';
import type { OperationCaller } from '../src/operation.js';
import type { Secrets } from '../src/secrets.js';
import type { Row, Table } from '../src/store.js';
import { ACCESS_KEYS, accessKeyOwner } from '../src/tables/access-keys.js';
import { ATTACHMENTS } from '../src/tables/attachments.js';
import { GROUPS } from '../src/tables/groups.js';
import { MANAGED_POLICIES } from '../src/tables/managed-policies.js';
import { MEMBERSHIPS } from '../src/tables/memberships.js';
import { POLICY_VERSIONS } from '../src/tables/policy-versions.js';
import { USERS } from '../src/tables/users.js';
import { createUniqueId } from '../src/unique-id.js';

/** Puts rows of one table. */
export type Put = <Stored extends Row, IndexName extends string>(
  table: Table<Stored, IndexName>,
  rows: readonly Stored[],
) => Promise<void>;

const accountId = '123456789012' as AccountId;
const createDate = '2026-11-24T12:00:00.000Z';
const GROUP_SIZE = 100;
const USERS_A_POLICY = 10;
const POLICIES_A_GROUP = 5;
/** The users that the cases ask about; each is in so many groups. */
const PROBED = 100;
const GROUPS_OF_PROBED = 10;

/** The root user, who calls every operation. */
export const root: OperationCaller = {
  accountId,
  requestId: '00000000-0000-4000-8000-000000000001',
  context: [],
  principal: { type: 'Root', arn: `arn:aws:iam::${accountId}:root` as Arn, accountId },
};

/** The policy that is attached to every user. */
export const EVERYBODYS: string = policyArn(0);
/** One that is attached to no user at first. */
export const NOBODYS: string = policyArn(1);
/** The path of one user in ten. */
export const COMMON_PATH = '/team/';
/** The path of the last ten users by name. */
export const RARE_PATH = '/rare/';

/** The number of a user that is probed, spread over the account. */
export function probed(turn: number, users: number): number {
  return (turn % PROBED) * (users / PROBED);
}

/** The name of a user by number; names sort as numbers do. */
export function userName(user: number): string {
  return `user-${String(user).padStart(6, '0')}`;
}

/** The name of a group by number. */
export function groupName(group: number): string {
  return `group-${group}`;
}

/** The id of the access key of a user. */
export function accessKeyId(user: number): string {
  return `AKIA${String(user).padStart(16, '0')}`;
}

/** A user as a gate names it. */
export function principalOf(user: number, users: number): Principal {
  const arn = `arn:aws:iam::${accountId}:user${pathOf(user, users)}${userName(user)}` as Arn;
  return { type: 'User', arn, accountId, userName: userName(user) };
}

/** What is in an account of so many users. */
export function sizesOf(users: number) {
  return { users, groups: users / GROUP_SIZE, policies: users / USERS_A_POLICY };
}

/** Fills an account; answers how many rows it has. */
export async function fill(users: number, secrets: Secrets, put: Put): Promise<number> {
  const sizes = sizesOf(users);
  const ids = (kind: 'user' | 'group' | 'policy', count: number) =>
    Array.from({ length: count }, () => createUniqueId(kind, secrets));
  const userIds = ids('user', users);
  const groupIds = ids('group', sizes.groups);
  const policyIds = ids('policy', sizes.policies);
  let rows = 0;
  const each: Put = async (table, stored) => {
    rows += stored.length;
    for (let at = 0; at < stored.length; at += 2000) await put(table, stored.slice(at, at + 2000));
  };
  await each(
    USERS,
    userIds.map((userId, user) => ({
      ...{ accountId, userId, userName: userName(user), path: pathOf(user, users) },
      ...{ createDate, tags: [{ key: 'team', value: String(user % 50) }] },
    })),
  );
  await each(
    GROUPS,
    groupIds.map((groupId, group) => ({
      ...{ accountId, groupId, groupName: groupName(group), path: '/', createDate },
    })),
  );
  await each(
    MANAGED_POLICIES,
    policyIds.map((policyId, policy) => ({
      ...{ accountId, policyId, policyName: `policy-${policy}`, path: '/', tags: [] },
      ...{ createDate, updateDate: createDate, defaultVersion: 1, lastVersion: 1 },
    })),
  );
  await each(
    POLICY_VERSIONS,
    policyIds.map((policyId, policy) => ({
      ...{ accountId, policyId, version: 1, createDate, document: documentOf(policy) },
    })),
  );
  await each(
    MEMBERSHIPS,
    userIds.flatMap((userId, user) =>
      groupsOf(user, sizes).map((group) => ({ accountId, userId, groupId: at(groupIds, group) })),
    ),
  );
  await each(
    ATTACHMENTS,
    groupIds.flatMap((holderId, group) =>
      Array.from({ length: POLICIES_A_GROUP }, (_, nth) => ({
        ...{ accountId, holderKind: 'group' as const, holderId },
        policyArn: policyArn((2 + group * POLICIES_A_GROUP + nth) % sizes.policies),
      })),
    ),
  );
  await each(
    ATTACHMENTS,
    userIds.map((holderId) => ({
      ...{ accountId, holderKind: 'user' as const, holderId, policyArn: EVERYBODYS },
    })),
  );
  await each(
    ACCESS_KEYS,
    userIds.map((ownerId, user) => {
      const owner = { accountId, accessKeyId: accessKeyId(user) };
      const secret = secrets.seal(`secret of ${user}`, accessKeyOwner(owner));
      return { ...owner, ownerId, status: 'Active' as const, createDate, secret };
    }),
  );
  return rows;
}

function groupsOf(user: number, sizes: ReturnType<typeof sizesOf>): readonly number[] {
  const count = user % (sizes.users / PROBED) === 0 ? GROUPS_OF_PROBED : 1;
  return Array.from({ length: count }, (_, nth) => (user + nth) % sizes.groups);
}

function pathOf(user: number, users: number): string {
  if (user >= users - 10) return RARE_PATH;
  return user % 10 === 3 ? COMMON_PATH : '/';
}

function policyArn(policy: number): string {
  return `arn:aws:iam::${accountId}:policy/policy-${policy}`;
}

function documentOf(policy: number): string {
  const Resource = `arn:aws:notes:eu-west-1:${accountId}:notes/${policy}/*`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['notes:Get*', 'notes:List*'], Resource },
      { Effect: 'Deny', Action: 'notes:Delete*', Resource },
    ],
  });
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`there is no ${index} of ${items.length}`);
  return item;
}
