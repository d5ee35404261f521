// The SSH public keys of users.
import type { CredentialStatus } from '../credential-status.js';
import type { Row, Table } from '../store.js';

/** An SSH public key. */
export interface SshPublicKey extends Row {
  readonly userId: string;
  /** `APKA…` */
  readonly keyId: string;
  /** `ssh-rsa AAAA…` */
  readonly body: string;
  /** SHA-256 of the key; a user has it once. */
  readonly digest: string;
  readonly status: CredentialStatus;
  readonly uploadDate: string;
}

/** All SSH public keys by user and id; by user and digest. */
export const SSH_PUBLIC_KEYS: Table<SshPublicKey, 'digest'> = {
  name: 'ssh_public_keys',
  key: ({ userId, keyId }) => [userId, keyId],
  indexes: { digest: { scope: 'account', key: ({ userId, digest }) => [userId, digest] } },
};
