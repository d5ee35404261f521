// X.509 certificates of servers, with their private keys.
import type { SealedSecret } from '../secrets.js';
import type { Row, Table } from '../store.js';
import type { Tags } from './tags.js';

/** A server certificate. */
export interface ServerCertificate extends Row {
  /** `ASCA…` */
  readonly certificateId: string;
  readonly certificateName: string;
  /** `/` or `/cloudfront/site/` */
  readonly path: string;
  readonly uploadDate: string;
  /** When it ends to be valid. */
  readonly expiration: string;
  /** PEM, as it was uploaded; so is the chain. */
  readonly body: string;
  readonly chain?: string | undefined;
  /** PEM, sealed for `privateKeyOwner`. */
  readonly privateKey: SealedSecret;
  readonly tags: Tags;
}

/** All server certificates by id; by name, which is told apart by case; by path and name. */
export const SERVER_CERTIFICATES: Table<ServerCertificate, 'name' | 'path'> = {
  name: 'server_certificates',
  key: ({ certificateId }) => [certificateId],
  indexes: {
    name: { scope: 'account', key: ({ certificateName }) => [certificateName] },
    path: { scope: 'account', key: ({ path, certificateName }) => [path, certificateName] },
  },
};

/** Whom the private key of a server certificate is sealed for. */
export function privateKeyOwner({
  accountId,
  certificateId,
}: Pick<ServerCertificate, 'accountId' | 'certificateId'>): readonly string[] {
  return ['server-certificate', accountId, certificateId];
}
