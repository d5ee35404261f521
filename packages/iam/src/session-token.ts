// The session token: which session temporary credentials belong to, sealed.
import { type AccountId, isAccountId } from '@ostiary/policy';
import { SignatureError } from '@ostiary/sigv4';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import type { Secrets } from './secrets.js';
import type { Session } from './tables/sessions.js';

/** What a token says once it is opened; nothing of it is known to who carries it. */
export interface SessionClaim {
  readonly accountId: AccountId;
  readonly sessionId: string;
}

const ALGORITHM = 'dir';
const ENCRYPTION = 'A256GCM';
/** Ours have about 300 characters; whatever is longer is not looked at. */
const MAX_TOKEN_LENGTH = 1024;

/**
 * Makes the token of a session: a JWE (RFC 7516) under a key of the deployment that does nothing
 * else. It carries ids and a time, so its size does not depend on what the session carries.
 */
export async function sealSessionToken(
  { accountId, sessionId, issueDate, expiration }: Session,
  secrets: Secrets,
): Promise<string> {
  const [current] = secrets.keysFor('session-token');
  if (current === undefined) throw new Error('there is no key to seal session tokens with');
  return new EncryptJWT({ acc: accountId, sid: sessionId })
    .setProtectedHeader({ alg: ALGORITHM, enc: ENCRYPTION, kid: current.keyId })
    .setIssuedAt(new Date(issueDate))
    .setExpirationTime(new Date(expiration))
    .encrypt(current.key);
}

/**
 * Opens a token. Undefined for whatever this deployment did not make as it is: altered, cut, of
 * another deployment, by another algorithm. Whether the session is still there, the token cannot say.
 *
 * @throws SignatureError `ExpiredToken` for one of ours that is past its end
 */
export async function openSessionToken(
  token: string,
  { secrets, now }: { readonly secrets: Secrets; readonly now: Date },
): Promise<SessionClaim | undefined> {
  if (token.length > MAX_TOKEN_LENGTH || !hasOneSpelling(token)) return undefined;
  try {
    const { payload } = await jwtDecrypt(
      token,
      ({ kid }) => {
        const found = secrets.keysFor('session-token').find(({ keyId }) => keyId === kid);
        if (found === undefined) throw new errors.JWKSNoMatchingKey();
        return found.key;
      },
      {
        keyManagementAlgorithms: [ALGORITHM],
        contentEncryptionAlgorithms: [ENCRYPTION],
        requiredClaims: ['acc', 'sid', 'exp'],
        currentDate: now,
      },
    );
    const { acc, sid } = payload;
    return typeof acc === 'string' && typeof sid === 'string' && isAccountId(acc)
      ? { accountId: acc, sessionId: sid }
      : undefined;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw expired(error);
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** Decoders read over bits that stand for nothing; a token that differs in them is not the token. */
function hasOneSpelling(token: string): boolean {
  return token
    .split('.')
    .every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}

function expired(cause: unknown): SignatureError {
  return new SignatureError(
    'ExpiredToken',
    'expected credentials that are valid now, found a session token that has expired',
    { cause },
  );
}
