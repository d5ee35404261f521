// The temporary credentials of a session.
import { SecretAccessKey, type SigningKeyQuery } from '@ostiary/sigv4';
import type { Credential } from './credential.js';
import type { DomainScope } from './domain-scope.js';
import { findSessionPrincipal, sessionContext } from './session-principal.js';
import { openSessionToken } from './session-token.js';
import { SESSIONS, sessionOwner } from './tables/sessions.js';

/**
 * The credential of a key and its token; undefined when they do not belong together, or the session
 * or its principal is gone.
 *
 * @throws SignatureError `ExpiredToken`
 */
export async function findSessionCredential(
  { accessKeyId, sessionToken = '' }: SigningKeyQuery,
  { store, secrets, partition, now: clock }: DomainScope,
): Promise<Credential | undefined> {
  const now = clock();
  const claim = await openSessionToken(sessionToken, { secrets, now });
  if (claim === undefined) return undefined;
  const found = await store.read(async (reader) => {
    const session = await reader.get(SESSIONS, claim.accountId, [claim.sessionId]);
    if (session?.accessKeyId !== accessKeyId) return undefined;
    const principal = await findSessionPrincipal(session, reader, partition);
    return principal && { session, principal };
  });
  if (found === undefined) return undefined;
  const { session, principal } = found;
  return {
    secretAccessKey: new SecretAccessKey(secrets.open(session.secret, sessionOwner(session))),
    principal: { principal, context: sessionContext(session, now) },
    expiration: new Date(session.expiration),
  };
}
