// The session with whose credentials an operation is called.
import type { OperationName } from '@ostiary/api';
import { IamError } from './errors.js';
import type { OperationCaller } from './operation.js';
import type { Reader } from './store.js';
import { SESSIONS, type Session } from './tables/sessions.js';

/**
 * The session of a caller: the one that its principal names, else that of the key that signed.
 * Undefined when it signed with a long-term key, or did not sign.
 */
export async function findCallingSession(
  { principal, accountId, accessKeyId }: OperationCaller,
  store: Reader,
): Promise<Session | undefined> {
  if ('sessionId' in principal && principal.sessionId !== undefined) {
    return store.get(SESSIONS, accountId, [principal.sessionId]);
  }
  return accessKeyId === undefined
    ? undefined
    : store.findAnywhere(SESSIONS, 'accessKey', [accessKeyId]);
}

/**
 * Refuses what temporary credentials may not call, whatever policies say (IAM User Guide, "Compare
 * AWS STS credentials"). Those of a role may not call GetSessionToken and GetFederationToken; those
 * of the other two call no operation of STS but GetCallerIdentity and, for session tokens,
 * AssumeRole, and none of IAM, unless a session token was issued to somebody with MFA.
 *
 * @throws IamError `AccessDenied`
 */
export async function checkCallingSession(
  name: OperationName,
  caller: OperationCaller,
  store: Reader,
): Promise<void> {
  if (name === 'GetCallerIdentity') return;
  const session = await findCallingSession(caller, store);
  if (session === undefined || mayCall(name, session)) return;
  throw new IamError('AccessDenied', `Cannot call ${name} with session credentials`);
}

function mayCall(name: OperationName, { kind, multiFactorAuthDate }: Session): boolean {
  switch (kind) {
    case 'AssumedRole':
      return name !== 'GetSessionToken' && name !== 'GetFederationToken';
    case 'FederatedUser':
      return false;
    case 'SessionToken':
      return name === 'AssumeRole' || (multiFactorAuthDate !== undefined && !isOfSts(name));
  }
}

const STS_OPERATIONS: ReadonlySet<OperationName> = new Set([
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'DecodeAuthorizationMessage',
  'GetAccessKeyInfo',
  'GetCallerIdentity',
  'GetFederationToken',
  'GetSessionToken',
]);

function isOfSts(name: OperationName): boolean {
  return STS_OPERATIONS.has(name);
}
