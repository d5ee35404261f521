// DeleteServerCertificate.
import { demandOnServerCertificate, getCertificateByName } from '../find-server-certificate.js';
import type { Operation } from '../operation.js';
import { SERVER_CERTIFICATES } from '../tables/server-certificates.js';

/** Deletes a certificate with its private key (IAM API Reference, "DeleteServerCertificate"). */
export const deleteServerCertificate: Operation<'DeleteServerCertificate'> = {
  name: 'DeleteServerCertificate',
  access: 'write',
  demands: ({ ServerCertificateName }, scope) =>
    demandOnServerCertificate('iam:DeleteServerCertificate', ServerCertificateName, scope),
  run: async ({ ServerCertificateName }, scope) => {
    const certificate = await getCertificateByName(ServerCertificateName, scope);
    await scope.store.remove(SERVER_CERTIFICATES, certificate);
    return undefined;
  },
};
