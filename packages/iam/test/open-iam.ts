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

/** The time at which the clock stands. */
export const NOW = new Date('2026-11-24T12:00:00Z');

const accountId = '123456789012' as AccountId;

/** A user who may be presumed to have every permission. */
export const alice: OperationCaller = {
  principal: {
    type: 'User',
    arn: 'arn:aws:iam::123456789012:user/alice' as Arn,
    accountId,
    userName: 'alice',
  },
  accountId,
  requestId: '00000000-0000-4000-8000-000000000001',
  context: [],
};

/** An empty control plane. */
export function openIam(options: Partial<IamOptions> = {}): Iam {
  const now = () => NOW;
  const secrets = createSecrets(createKeyRing([randomBytes(32)]));
  return createIam({ store: createMemoryStore({ now }), secrets, now, ...options });
}
