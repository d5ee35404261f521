// Callers who sign their requests with access keys.
import {
  type PathRule,
  type PayloadMode,
  type Dialect as SignatureDialect,
  type SigningKeyLookup,
  verifyRequestHead,
} from '@ostiary/sigv4';
import type { Authenticator } from './authenticator.js';
import type { Caller } from './caller.js';
import { GateError } from './errors.js';
import type { SignatureTerms } from './service-definition.js';

/** Where and when signatures count, and by whose rules. */
export interface SignatureScope {
  /** The services of which one must stand in the credential scope. */
  readonly services: readonly string[];
  /** The regions of which one must stand in the credential scope; undefined means any. */
  readonly regions: readonly string[] | undefined;
  readonly dialect: SignatureDialect;
  readonly pathRule: PathRule;
  readonly now: () => Date;
}

/** An authenticator for AWS Signature Version 4. */
export function signatureAuthenticator(
  signingKeys: SigningKeyLookup<Caller>,
  { services, regions, dialect, pathRule, now }: SignatureScope,
): Authenticator {
  return {
    name: 'AWS4-HMAC-SHA256',
    authenticate: async (request, { payloads = [], presignedUrls = false }) => {
      const verified = await verifyRequestHead(request, {
        ...{ signingKeys, service: services, regions, dialect, pathRule, now: now() },
        presigned: presignedUrls,
        unsignedPayload: payloads.some((mode) => unsigned.has(mode)),
        receiveBody: request.readBody,
      });
      if (verified === undefined) return undefined;
      checkPayload(verified.payload, payloads);
      const { principal, accessKeyId, scope, readBody, readWholeBody } = verified;
      const caller = { ...principal, accessKeyId, scope };
      return { caller, openBody: readBody, openWholeBody: readWholeBody };
    },
  };
}

const unsigned: ReadonlySet<PayloadMode> = new Set([
  'UNSIGNED-PAYLOAD',
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
]);

function checkPayload(found: PayloadMode, accepted: NonNullable<SignatureTerms['payloads']>): void {
  if (found === 'signed' || accepted.includes(found)) return;
  throw new GateError(
    'InvalidRequest',
    `expected a payload of this route, found \`${found}\`, which is not accepted here`,
  );
}
