// ListSigningCertificates.
import { demandOnCredentialOwner, getCredentialOwner } from '../credential-owner.js';
import { describeSigningCertificate } from '../find-signing-certificate.js';
import type { Operation } from '../operation.js';
import { listRows, page } from '../paging.js';
import { SIGNING_CERTIFICATES } from '../tables/signing-certificates.js';

/** Lists the certificates of a user or of the root user (IAM API Reference, "ListSigningCertificates"). */
export const listSigningCertificates: Operation<'ListSigningCertificates'> = {
  name: 'ListSigningCertificates',
  access: 'read',
  demands: ({ UserName }, scope) =>
    demandOnCredentialOwner('iam:ListSigningCertificates', UserName, scope),
  run: async (input, scope) => {
    const owner = await getCredentialOwner(input.UserName, scope);
    const certificates = listRows(scope, SIGNING_CERTIFICATES, { prefix: [owner.ownerId] });
    const { items, ending } = await page('ListSigningCertificates', input, certificates, scope);
    return {
      Certificates: items.map((certificate) => describeSigningCertificate(certificate, owner)),
      ...ending,
    };
  },
};
