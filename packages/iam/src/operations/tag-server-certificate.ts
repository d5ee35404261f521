// TagServerCertificate.
import { requestTags } from '../demand-context.js';
import { demandOnServerCertificate, getCertificateByName } from '../find-server-certificate.js';
import type { Operation } from '../operation.js';
import { SERVER_CERTIFICATES } from '../tables/server-certificates.js';
import { addTags } from '../tags.js';

const ACTION = 'iam:TagServerCertificate';

/** Puts tags on a certificate (IAM API Reference, "TagServerCertificate"). */
export const tagServerCertificate: Operation<'TagServerCertificate'> = {
  name: 'TagServerCertificate',
  access: 'write',
  demands: ({ ServerCertificateName, Tags }, scope) =>
    demandOnServerCertificate(ACTION, ServerCertificateName, scope, requestTags(Tags)),
  run: async ({ ServerCertificateName, Tags }, scope) => {
    const certificate = await getCertificateByName(ServerCertificateName, scope);
    const tags = addTags(certificate.tags, Tags);
    await scope.store.replace(SERVER_CERTIFICATES, { ...certificate, tags });
    return undefined;
  },
};
