// Issuing temporary credentials: the row of the session, and what its holder is given.
import type { OutputOf } from '@ostiary/api';
import { createAccessKeyId, createSecretAccessKey } from './access-key-text.js';
import type { WriteScope } from './operation.js';
import { sealSessionToken } from './session-token.js';
import { SESSIONS, type Session, sessionOwner } from './tables/sessions.js';

/** Temporary credentials as STS answers them. */
export type TemporaryCredentials = NonNullable<OutputOf<'AssumeRole'>['Credentials']>;

/** A session to be made: what it is, without what issuing adds. */
export type NewSession = Omit<
  Session,
  'sessionId' | 'accessKeyId' | 'secret' | 'issueDate' | 'expiration' | 'issuedTo'
>;

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** How long a session lasts from now, in whole seconds, and how large its token is at least, in bytes. */
export interface SessionMeasures {
  readonly durationSeconds: number;
  readonly minimumTokenSize: number;
}

/** Stores a session, and gives its credentials. */
export async function issueSession(
  session: NewSession,
  { durationSeconds, minimumTokenSize }: SessionMeasures,
  { store, secrets, now, caller: { principal } }: WriteScope,
): Promise<TemporaryCredentials> {
  const { accountId } = session;
  const sessionId = secrets.randomText(LETTERS_AND_DIGITS, 22);
  const accessKeyId = createAccessKeyId('ASIA', secrets);
  const secretAccessKey = createSecretAccessKey(secrets).reveal();
  const issued = Math.floor(now.getTime() / 1000);
  const expiration = new Date((issued + durationSeconds) * 1000);
  const row: Session = {
    ...session,
    ...{ sessionId, accessKeyId },
    secret: secrets.seal(secretAccessKey, sessionOwner({ accountId, sessionId })),
    issueDate: new Date(issued * 1000).toISOString(),
    expiration: expiration.toISOString(),
    issuedTo: 'arn' in principal ? principal.arn : principal.type,
  };
  await store.insert(SESSIONS, row);
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: await sealSessionToken(row, secrets, minimumTokenSize),
    Expiration: expiration,
  };
}
