// Where a client gets its credentials.
import type { Credentials } from '@ostiary/sigv4';

/** Credentials, and for temporary ones when they end. */
export interface ExpiringCredentials extends Credentials {
  readonly expiration?: Date;
}

/**
 * Gives the credentials for a request that is about to be signed. It is asked for each request,
 * so one that fetches temporary credentials keeps them until they near their end: see
 * `refreshable`.
 */
export type CredentialProvider = () => Promise<ExpiringCredentials>;
