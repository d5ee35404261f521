// ListServerCertificates.
import { describeServerCertificate, serverCertificateArn } from '../find-server-certificate.js';
import { listUnderPath } from '../list-under-path.js';
import type { Operation } from '../operation.js';
import { page } from '../paging.js';
import { SERVER_CERTIFICATES } from '../tables/server-certificates.js';

/** Lists server certificates by name, without their texts (IAM API Reference, "ListServerCertificates"). */
export const listServerCertificates: Operation<'ListServerCertificates'> = {
  name: 'ListServerCertificates',
  access: 'read',
  demands: ({ PathPrefix = '/' }, scope) => [
    {
      action: 'iam:ListServerCertificates',
      resource: serverCertificateArn(scope, { path: PathPrefix, certificateName: '' }),
      context: [],
    },
  ],
  run: async (input, scope) => {
    const certificates = listUnderPath(scope, SERVER_CERTIFICATES, input.PathPrefix);
    const { items, ending } = await page('ListServerCertificates', input, certificates, scope);
    return {
      ServerCertificateMetadataList: items.map((item) => describeServerCertificate(item, scope)),
      ...ending,
    };
  },
};
