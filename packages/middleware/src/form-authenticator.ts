// Callers who give out upload forms, S3's "POST policy", that a browser sends without credentials.
import { type SigningKeyLookup, verifyPostForm } from '@ostiary/sigv4';
import { type FormAuthenticator, OPEN_BODY } from './authenticator.js';
import type { Caller } from './caller.js';
import type { SignatureScope } from './signature-authenticator.js';
import { receiveUploadForm } from './upload-form.js';

/** What S3 takes for the type of a file of which nothing is said. */
const UNTOLD_TYPE = 'binary/octet-stream';

/**
 * An authenticator for upload forms: who is calling is who signed the policy, and the request is what
 * its fields say (S3 API Reference, "Browser-based uploads using POST").
 */
export function formAuthenticator(
  signingKeys: SigningKeyLookup<Caller>,
  { services, regions, replayGuard }: SignatureScope,
): FormAuthenticator {
  return async (request, { refusesReplays = false }, now, bucket) => {
    const received = await receiveUploadForm(request);
    try {
      const { fields: sent, filename } = received;
      const verified = await verifyPostForm(
        { bucket, fields: sent, ...(filename !== undefined && { filename }) },
        { signingKeys, now, service: services, regions },
      );
      if (refusesReplays) {
        const { fingerprint, expiration } = verified;
        replayGuard.use({ fingerprint, acceptedUntil: expiration }, now);
      }
      const { principal, accessKeyId, scope, fields, readFile } = verified;
      const type = fields.get('content-type') ?? UNTOLD_TYPE;
      return {
        caller: { ...principal, accessKeyId, scope },
        ...OPEN_BODY,
        form: {
          fields,
          deliver: () => received.deliver(readFile, type),
          discard: received.discard,
        },
      };
    } catch (error) {
      received.discard();
      throw error;
    }
  };
}
