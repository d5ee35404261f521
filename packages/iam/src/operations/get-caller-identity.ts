// GetCallerIdentity.
import { principalContext } from '@ostiary/evaluator';
import { formatPrincipal } from '@ostiary/policy';
import type { Operation } from '../operation.js';

/**
 * Says who is calling; nobody can be refused it (STS API Reference, "GetCallerIdentity"). Its
 * `UserId` is what `aws:userid` holds.
 */
export const getCallerIdentity: Operation<'GetCallerIdentity'> = {
  name: 'GetCallerIdentity',
  access: 'read',
  demands: 'none',
  run: async (_input, { caller: { principal, accountId } }) => ({
    UserId: principalContext(principal).find(([key]) => key === 'aws:userid')?.[1],
    Account: accountId,
    Arn: formatPrincipal(principal),
  }),
};
