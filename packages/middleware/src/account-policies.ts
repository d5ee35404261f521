// The policies of an account file, behind the lookup that the gate asks.
import type { PolicyLookup } from '@ostiary/evaluator';
import type { Account } from './account.js';

/** A policy lookup over one account; who is not in it does not exist. */
export function accountPolicies({ principals }: Account): PolicyLookup {
  return async (principal) => {
    if (principal.type === 'User') return principals.get(principal.arn);
    if (principal.type !== 'AssumedRole') return undefined;
    return principals.get(principal.sessionId ?? '');
  };
}
