// UpdateSigningCertificate.
import { demandOnCredentialOwner, getCredentialOwner } from '../credential-owner.js';
import { parseCredentialStatus } from '../credential-status.js';
import { getSigningCertificate } from '../find-signing-certificate.js';
import type { Operation } from '../operation.js';
import { SIGNING_CERTIFICATES } from '../tables/signing-certificates.js';

/** Makes a certificate inactive, or active again (IAM API Reference, "UpdateSigningCertificate"). */
export const updateSigningCertificate: Operation<'UpdateSigningCertificate'> = {
  name: 'UpdateSigningCertificate',
  access: 'write',
  demands: ({ UserName }, scope) =>
    demandOnCredentialOwner('iam:UpdateSigningCertificate', UserName, scope),
  run: async ({ UserName, CertificateId, Status }, scope) => {
    const status = parseCredentialStatus(Status);
    const owner = await getCredentialOwner(UserName, scope);
    const certificate = await getSigningCertificate(CertificateId, owner, scope);
    await scope.store.replace(SIGNING_CERTIFICATES, { ...certificate, status });
    return undefined;
  },
};
