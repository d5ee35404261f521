// ListServerCertificateTags.
import { demandOnServerCertificate, getCertificateByName } from '../find-server-certificate.js';
import type { Operation } from '../operation.js';
import { listTags } from '../tags.js';

/** Lists the tags of a certificate by key (IAM API Reference, "ListServerCertificateTags"). */
export const listServerCertificateTags: Operation<'ListServerCertificateTags'> = {
  name: 'ListServerCertificateTags',
  access: 'read',
  demands: ({ ServerCertificateName }, scope) =>
    demandOnServerCertificate('iam:ListServerCertificateTags', ServerCertificateName, scope),
  run: async (input, scope) => {
    const { certificateId, tags } = await getCertificateByName(input.ServerCertificateName, scope);
    return listTags('ListServerCertificateTags', input, { id: certificateId, tags }, scope);
  },
};
