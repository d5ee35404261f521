// DeleteSigningCertificate.
import { demandOnCredentialOwner, getCredentialOwner } from '../credential-owner.js';
import { getSigningCertificate } from '../find-signing-certificate.js';
import type { Operation } from '../operation.js';
import { SIGNING_CERTIFICATES } from '../tables/signing-certificates.js';

/** Deletes a signing certificate (IAM API Reference, "DeleteSigningCertificate"). */
export const deleteSigningCertificate: Operation<'DeleteSigningCertificate'> = {
  name: 'DeleteSigningCertificate',
  access: 'write',
  demands: ({ UserName }, scope) =>
    demandOnCredentialOwner('iam:DeleteSigningCertificate', UserName, scope),
  run: async ({ UserName, CertificateId }, scope) => {
    const owner = await getCredentialOwner(UserName, scope);
    const certificate = await getSigningCertificate(CertificateId, owner, scope);
    await scope.store.remove(SIGNING_CERTIFICATES, certificate);
    return undefined;
  },
};
