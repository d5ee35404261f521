// UploadSigningCertificate.
import { checkQuota } from '../check-quota.js';
import { demandOnCredentialOwner, getCredentialOwner } from '../credential-owner.js';
import { IamError } from '../errors.js';
import { describeSigningCertificate } from '../find-signing-certificate.js';
import type { Operation } from '../operation.js';
import { isValidAt, parseCertificate } from '../parse-certificate.js';
import { KeyTakenError } from '../store-errors.js';
import { SIGNING_CERTIFICATES, type SigningCertificate } from '../tables/signing-certificates.js';
import { BASE32 } from '../unique-id.js';

const ID_LENGTH = 32;

/** Adds a certificate to a user or the root user (IAM API Reference, "UploadSigningCertificate"). */
export const uploadSigningCertificate: Operation<'UploadSigningCertificate'> = {
  name: 'UploadSigningCertificate',
  access: 'write',
  demands: ({ UserName }, scope) =>
    demandOnCredentialOwner('iam:UploadSigningCertificate', UserName, scope),
  run: async ({ UserName, CertificateBody }, scope) => {
    const { store, caller, now, quotas, secrets } = scope;
    const { accountId } = caller;
    const x509 = parseCertificate(CertificateBody);
    if (!isValidAt(x509, now)) {
      throw new IamError('InvalidCertificate', 'The certificate is not valid at this time.');
    }
    const owner = await getCredentialOwner(UserName, scope);
    const { ownerId } = owner;
    const present = await store.count(SIGNING_CERTIFICATES, { accountId, prefix: [ownerId] });
    checkQuota('CertificatesPerUser', present, quotas.SigningCertificatesPerUserQuota);
    const certificate: SigningCertificate = {
      ...{ accountId, ownerId },
      certificateId: secrets.randomText(BASE32, ID_LENGTH),
      body: CertificateBody,
      fingerprint: x509.fingerprint256,
      status: 'Active',
      uploadDate: now.toISOString(),
    };
    try {
      await store.insert(SIGNING_CERTIFICATES, certificate);
    } catch (error) {
      if (!(error instanceof KeyTakenError)) throw error;
      throw new IamError(
        'DuplicateCertificate',
        'The certificate is already associated with a user of the account.',
      );
    }
    return { Certificate: describeSigningCertificate(certificate, owner) };
  },
};
