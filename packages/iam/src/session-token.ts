// The session token: which session temporary credentials belong to, sealed.
import { type AccountId, isAccountId } from '@ostiary/policy';
import { SignatureError } from '@ostiary/sigv4';
import { EncryptJWT, errors, type JWTPayload, jwtDecrypt } from 'jose';
import { IamError } from './errors.js';
import type { Secrets } from './secrets.js';
import type { Session } from './tables/sessions.js';

/** What a token says once it is opened; nothing of it is known to who carries it. */
export interface SessionClaim {
  readonly accountId: AccountId;
  readonly sessionId: string;
}

const ALGORITHM = 'dir';
const ENCRYPTION = 'A256GCM';
/** How long a token may be asked to be at least, in bytes (STS API Reference, "AssumeRole"). */
const MAX_MINIMUM_SIZE = 4096;
/** Ours have about 300 characters, or a few more than was asked for; whatever is longer is not looked at. */
const MAX_TOKEN_LENGTH = MAX_MINIMUM_SIZE + 32;

/**
 * Makes the token of a session: a JWE (RFC 7516) under a key of the deployment that does nothing
 * else. It carries ids and a time, so its size does not depend on what the session carries, but only on how
 * large it has to be at least, in bytes.
 */
export async function sealSessionToken(
  { accountId, sessionId, issueDate, expiration }: Session,
  secrets: Secrets,
  minimumSize = 0,
): Promise<string> {
  const [current] = secrets.keysFor('session-token');
  if (current === undefined) throw new Error('there is no key to seal session tokens with');
  const seal = (claims: JWTPayload): Promise<string> =>
    new EncryptJWT({ acc: accountId, sid: sessionId, ...claims })
      .setProtectedHeader({ alg: ALGORITHM, enc: ENCRYPTION, kid: current.keyId })
      .setIssuedAt(new Date(issueDate))
      .setExpirationTime(new Date(expiration))
      .encrypt(current.key);
  const token = await seal({});
  const missing = minimumSize - token.length;
  // Three bytes that are sealed are four characters.
  return missing <= 0 ? token : seal({ pad: '.'.repeat(Math.ceil((missing * 3) / 4)) });
}

/**
 * How large a token is asked to be at least.
 *
 * @throws IamError `ValidationError` when it is no size that a token can be asked to have
 */
export function minimumTokenSize({
  MinimumSessionTokenSize: size = 0,
}: {
  readonly MinimumSessionTokenSize?: number | undefined;
}): number {
  if (size >= 0 && size <= MAX_MINIMUM_SIZE) return size;
  throw new IamError(
    'ValidationError',
    `MinimumSessionTokenSize must be from 0 to ${MAX_MINIMUM_SIZE}, found ${size}`,
  );
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
