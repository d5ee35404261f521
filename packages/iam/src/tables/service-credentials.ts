// Names and passwords of users for one service each.
import type { CredentialStatus } from '../credential-status.js';
import type { Row, Table } from '../store.js';

/** A service-specific credential. */
export interface ServiceCredential extends Row {
  readonly userId: string;
  /** `ACCA…` */
  readonly credentialId: string;
  /** `codecommit.amazonaws.com` */
  readonly serviceName: string;
  /** `alice-at-123456789012` */
  readonly serviceUserName: string;
  /** Base64 of SHA-256: of 256 random bits, which nobody guesses, it gives nothing away. */
  readonly passwordDigest: string;
  readonly status: CredentialStatus;
  readonly createDate: string;
  readonly expirationDate?: string | undefined;
}

/** All service-specific credentials by user and id; by the name that the service is told. */
export const SERVICE_CREDENTIALS: Table<ServiceCredential, 'serviceUserName'> = {
  name: 'service_credentials',
  key: ({ userId, credentialId }) => [userId, credentialId],
  indexes: {
    serviceUserName: {
      scope: 'account',
      key: ({ serviceName, serviceUserName }) => [serviceName, serviceUserName],
    },
  },
};
