// A control plane in memory whose clock stands, and callers to call it.
import { randomBytes } from 'node:crypto';
import type { AccountId, Arn } from '@ostiary/policy';
import {
  createIam,
  createKeyRing,
  createMemoryStore,
  createSecrets,
  type Iam,
  type IamOptions,
} from '../src/index.js';
import type { OperationCaller } from '../src/operation.js';
import { noteAnswers } from './note-answers.js';

/** The time at which the clock stands. */
export const NOW = new Date('2026-11-24T12:00:00Z');

const accountId = '123456789012' as AccountId;

const call = {
  accountId,
  requestId: '00000000-0000-4000-8000-000000000001',
  context: [],
};

/** A user who may be presumed to have every permission. */
export const alice: OperationCaller = {
  ...call,
  principal: {
    type: 'User',
    arn: 'arn:aws:iam::123456789012:user/alice' as Arn,
    accountId,
    userName: 'alice',
  },
};

/** The root user of the same account. */
export const root: OperationCaller = {
  ...call,
  principal: { type: 'Root', arn: 'arn:aws:iam::123456789012:root' as Arn, accountId },
};

/** A session of a role of the same account. */
export const session: OperationCaller = {
  ...call,
  principal: {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::123456789012:assumed-role/ops/s1' as Arn,
    roleArn: 'arn:aws:iam::123456789012:role/ops' as Arn,
    sessionName: 's1',
    accountId,
  },
};

/** The root user of another account. */
export const stranger: OperationCaller = {
  ...call,
  accountId: '210987654321' as AccountId,
  principal: {
    type: 'Root',
    arn: 'arn:aws:iam::210987654321:root' as Arn,
    accountId: '210987654321' as AccountId,
  },
};

/** An empty control plane. */
export function openIam(options: Partial<IamOptions> = {}): Iam {
  const now = () => NOW;
  const secrets = createSecrets(createKeyRing([randomBytes(32)]));
  return noteAnswers(createIam({ store: createMemoryStore({ now }), secrets, now, ...options }));
}
