// Why a state changes when no caller asked for it.
import type { AccountId } from '@ostiary/policy';
import type { Secrets } from './secrets.js';
import type { Cause } from './store.js';

/** The cause of a change that the deployment itself makes. */
export function deploymentCause(accountId: AccountId, operation: string, secrets: Secrets): Cause {
  const requestId = secrets.randomText('0123456789abcdef', 32);
  return { accountId, operation, requestId, principal: 'ostiary' };
}
