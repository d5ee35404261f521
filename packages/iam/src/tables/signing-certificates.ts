// X.509 certificates by which users sign.
import type { CredentialStatus } from '../credential-status.js';
import type { Row, Table } from '../store.js';

/** A signing certificate. */
export interface SigningCertificate extends Row {
  /** The unique id of the user; the account id for one of the root user. */
  readonly ownerId: string;
  readonly certificateId: string;
  /** PEM, as it was uploaded. */
  readonly body: string;
  /** SHA-256 of the certificate; it is uploaded once in the account. */
  readonly fingerprint: string;
  readonly status: CredentialStatus;
  readonly uploadDate: string;
}

/** All signing certificates by owner and id; by fingerprint. */
export const SIGNING_CERTIFICATES: Table<SigningCertificate, 'fingerprint'> = {
  name: 'signing_certificates',
  key: ({ ownerId, certificateId }) => [ownerId, certificateId],
  indexes: { fingerprint: { scope: 'account', key: ({ fingerprint }) => [fingerprint] } },
};
