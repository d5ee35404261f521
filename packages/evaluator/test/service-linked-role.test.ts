// Roles that no organization binds (AWS Organizations User Guide, "Tasks and entities not restricted by SCPs").
import type { AccountId, Arn, Principal } from '@ostiary/policy';
import { expect, it } from 'vitest';
import { isServiceLinkedRole } from '../src/index.js';

const accountId = '123456789012' as AccountId;
const role = (path: string, partition = 'aws'): Principal => ({
  type: 'Role',
  arn: `arn:${partition}:iam::123456789012:role/${path}` as Arn,
  accountId,
});
const session = (path: string): Principal => ({
  type: 'AssumedRole',
  arn: 'arn:aws:sts::123456789012:assumed-role/Linked/nightly' as Arn,
  accountId,
  roleArn: `arn:aws:iam::123456789012:role/${path}` as Arn,
  sessionName: 'nightly',
});
const LINKED = 'aws-service-role/notes.amazonaws.com/Linked';

it.each<[who: string, principal: Principal, isLinked: boolean]>([
  ['a role under the path of a service', role(LINKED), true],
  ['such a role of another partition', role(LINKED, 'aws-us-gov'), true],
  ['a session of it', session(LINKED), true],
  ['a role of a like name', role('Linked'), false],
  ['a session of that', session('Linked'), false],
  ['a role with the path further down', role(`team/${LINKED}`), false],
  ['a role with a path that begins alike', role('aws-service-roles/x/Linked'), false],
  [
    'a role with the whole ARN in its path',
    role(`arn:aws:iam::123456789012:role/${LINKED}`),
    false,
  ],
  [
    'a user of the same path',
    {
      type: 'User',
      arn: `arn:aws:iam::123456789012:user/${LINKED}` as Arn,
      accountId,
      userName: 'Linked',
    },
    false,
  ],
  ['somebody who is anonymous', { type: 'Anonymous' }, false],
])('%s', (_, principal, isLinked) => {
  expect(isServiceLinkedRole(principal)).toBe(isLinked);
});
