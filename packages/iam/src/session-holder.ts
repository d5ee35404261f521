// The user who asks for a session in its own name.
import type { OperationName } from '@ostiary/api';
import type { RootPrincipal, UserPrincipal } from '@ostiary/policy';
import { findCallingSession } from './calling-session.js';
import { IamError } from './errors.js';
import { findUser } from './find-user.js';
import type { ReadScope } from './operation.js';

/** Who asks, and the unique id that the session hangs on. */
export interface SessionHolder {
  readonly principal: UserPrincipal | RootPrincipal;
  readonly principalId: string;
}

/**
 * The user or root user that calls with a long-term key.
 *
 * @throws IamError `AccessDenied` for temporary credentials, and for a user that is not there
 */
export async function getSessionHolder(
  name: OperationName,
  scope: ReadScope,
): Promise<SessionHolder> {
  const { caller, store } = scope;
  const { principal, accountId } = caller;
  const calling = await findCallingSession(caller, store);
  if (calling === undefined && principal.type === 'Root') {
    return { principal, principalId: accountId };
  }
  if (calling === undefined && principal.type === 'User') {
    const principalId = principal.userId ?? (await findUser(principal.userName, scope))?.userId;
    if (principalId !== undefined) return { principal, principalId };
  }
  throw new IamError('AccessDenied', `Cannot call ${name} with session credentials`);
}
