// GetServerCertificate.
import {
  demandOnServerCertificate,
  describeServerCertificate,
  getCertificateByName,
} from '../find-server-certificate.js';
import type { Operation } from '../operation.js';
import { describeTags } from '../tags.js';

/** Answers a certificate and its chain, never its private key (IAM API Reference, "GetServerCertificate"). */
export const getServerCertificate: Operation<'GetServerCertificate'> = {
  name: 'GetServerCertificate',
  access: 'read',
  demands: ({ ServerCertificateName }, scope) =>
    demandOnServerCertificate('iam:GetServerCertificate', ServerCertificateName, scope),
  run: async ({ ServerCertificateName }, scope) => {
    const certificate = await getCertificateByName(ServerCertificateName, scope);
    const { body, chain, tags } = certificate;
    return {
      ServerCertificate: {
        ServerCertificateMetadata: describeServerCertificate(certificate, scope),
        CertificateBody: body,
        ...(chain !== undefined && { CertificateChain: chain }),
        ...describeTags(tags),
      },
    };
  },
};
