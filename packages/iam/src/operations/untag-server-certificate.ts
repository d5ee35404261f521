// UntagServerCertificate.
import { tagKeys } from '../demand-context.js';
import { demandOnServerCertificate, getCertificateByName } from '../find-server-certificate.js';
import type { Operation } from '../operation.js';
import { SERVER_CERTIFICATES } from '../tables/server-certificates.js';
import { removeTags } from '../tags.js';

const ACTION = 'iam:UntagServerCertificate';

/** Takes tags off a certificate (IAM API Reference, "UntagServerCertificate"). */
export const untagServerCertificate: Operation<'UntagServerCertificate'> = {
  name: 'UntagServerCertificate',
  access: 'write',
  demands: ({ ServerCertificateName, TagKeys }, scope) =>
    demandOnServerCertificate(ACTION, ServerCertificateName, scope, tagKeys(TagKeys)),
  run: async ({ ServerCertificateName, TagKeys }, scope) => {
    const certificate = await getCertificateByName(ServerCertificateName, scope);
    const tags = removeTags(certificate.tags, TagKeys);
    await scope.store.replace(SERVER_CERTIFICATES, { ...certificate, tags });
    return undefined;
  },
};
