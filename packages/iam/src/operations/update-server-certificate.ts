// UpdateServerCertificate.
import {
  certificateNameTaken,
  demandOnServerCertificate,
  findServerCertificate,
  getCertificateByName,
  serverCertificateArn,
} from '../find-server-certificate.js';
import type { Operation } from '../operation.js';
import { storeUnique } from '../store-unique.js';
import { SERVER_CERTIFICATES } from '../tables/server-certificates.js';

/**
 * Gives a certificate another name or path (IAM API Reference, "UpdateServerCertificate"). Both as
 * it is and as it will be must be allowed.
 */
export const updateServerCertificate: Operation<'UpdateServerCertificate'> = {
  name: 'UpdateServerCertificate',
  access: 'write',
  demands: async ({ ServerCertificateName: name, NewPath, NewServerCertificateName }, scope) => {
    const path = NewPath ?? (await findServerCertificate(name, scope))?.path ?? '/';
    const certificateName = NewServerCertificateName ?? name;
    const renamed = serverCertificateArn(scope, { path, certificateName });
    const [demand] = await demandOnServerCertificate('iam:UpdateServerCertificate', name, scope);
    return renamed === demand.resource ? [demand] : [demand, { ...demand, resource: renamed }];
  },
  run: async ({ ServerCertificateName, NewPath, NewServerCertificateName }, scope) => {
    const certificate = await getCertificateByName(ServerCertificateName, scope);
    const renamed = {
      ...certificate,
      certificateName: NewServerCertificateName ?? certificate.certificateName,
      path: NewPath ?? certificate.path,
    };
    const taken = certificateNameTaken(renamed.certificateName);
    await storeUnique(scope.store, 'replace', SERVER_CERTIFICATES, renamed, taken);
    return undefined;
  },
};
