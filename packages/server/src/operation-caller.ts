// Who calls an operation, from the request that passed the gate.
import { DEPLOYMENT, IamError, type OperationCaller } from '@ostiary/iam';
import type { Caller } from '@ostiary/middleware';
import { getCaller } from '@ostiary/middleware/express';
import { isAccountId, parseArn } from '@ostiary/policy';
import type { Request } from 'express';

/** The caller of a request that passed the gate. */
export function callerOf(request: Request): OperationCaller {
  const requestId = String(request.res?.getHeader('x-amzn-requestid') ?? '');
  return toOperationCaller(getCaller(request), requestId, request.socket.remoteAddress);
}

/**
 * A proven caller as the domain wants it: one that belongs to an account.
 *
 * @throws IamError `AccessDenied` for one that belongs to none
 */
export function toOperationCaller(
  { principal, accessKeyId, context }: Caller,
  requestId: string,
  sourceIp: string | undefined,
): OperationCaller {
  if (!('accountId' in principal)) {
    throw new IamError('AccessDenied', 'expected a caller that belongs to an account');
  }
  const { accountId } = principal;
  return { principal, accountId, accessKeyId, context, requestId, sourceIp };
}

/**
 * Nobody in particular, who calls an operation that is proven by what is in it: on behalf of the
 * account of the role that is to be assumed.
 */
export function anonymousCaller(
  roleArn: string,
  requestId: string,
  sourceIp: string | undefined,
): OperationCaller {
  const parsed = parseArn(roleArn);
  const named = parsed.ok ? parsed.value.accountId : '';
  const accountId = isAccountId(named) ? named : DEPLOYMENT;
  return { principal: { type: 'Anonymous' }, accountId, context: [], requestId, sourceIp };
}
