// UploadServerCertificate.
import { checkQuota } from '../check-quota.js';
import { requestTags } from '../demand-context.js';
import { IamError } from '../errors.js';
import {
  certificateNameTaken,
  describeServerCertificate,
  serverCertificateArn,
} from '../find-server-certificate.js';
import type { Operation } from '../operation.js';
import {
  checkCertificateChain,
  isValidAt,
  parseCertificate,
  parsePrivateKey,
} from '../parse-certificate.js';
import { storeUnique } from '../store-unique.js';
import {
  privateKeyOwner,
  SERVER_CERTIFICATES,
  type ServerCertificate,
} from '../tables/server-certificates.js';
import { addTags, describeTags } from '../tags.js';
import { createUniqueId } from '../unique-id.js';

/**
 * Keeps a server's certificate with its private key, which no operation answers (IAM API
 * Reference, "UploadServerCertificate").
 */
export const uploadServerCertificate: Operation<'UploadServerCertificate'> = {
  name: 'UploadServerCertificate',
  access: 'write',
  demands: ({ ServerCertificateName, Path = '/', Tags }, scope) => [
    {
      action: 'iam:UploadServerCertificate',
      resource: serverCertificateArn(scope, { path: Path, certificateName: ServerCertificateName }),
      context: requestTags(Tags),
    },
  ],
  prepare: async (input, { caller, now, secrets }) => {
    const { ServerCertificateName, Path = '/', CertificateBody, CertificateChain } = input;
    const { accountId } = caller;
    const x509 = parseCertificate(CertificateBody);
    parsePrivateKey(input.PrivateKey, x509);
    if (CertificateChain !== undefined) checkCertificateChain(x509, CertificateChain);
    if (!isValidAt(x509, now)) {
      throw new IamError('MalformedCertificate', 'The certificate is not valid at this time.');
    }
    const certificateId = createUniqueId('certificate', secrets);
    const certificate: ServerCertificate = {
      ...{ accountId, certificateId },
      certificateName: ServerCertificateName,
      path: Path,
      uploadDate: now.toISOString(),
      expiration: new Date(x509.validTo).toISOString(),
      body: CertificateBody,
      chain: CertificateChain,
      privateKey: secrets.seal(input.PrivateKey, privateKeyOwner({ accountId, certificateId })),
      tags: addTags([], input.Tags),
    };
    return async (scope) => {
      const present = await scope.store.count(SERVER_CERTIFICATES, { accountId });
      checkQuota('ServerCertificatesPerAccount', present, scope.quotas.ServerCertificatesQuota);
      const taken = certificateNameTaken(ServerCertificateName);
      await storeUnique(scope.store, 'insert', SERVER_CERTIFICATES, certificate, taken);
      return {
        ServerCertificateMetadata: describeServerCertificate(certificate, scope),
        ...describeTags(certificate.tags),
      };
    };
  },
};
