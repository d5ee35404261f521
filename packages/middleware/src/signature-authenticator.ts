// Callers who sign their requests with access keys.
import {
  type PathRule,
  type PayloadMode,
  type Dialect as SignatureDialect,
  type SigningAlgorithm,
  type SigningKeyLookup,
  verifyRequestHead,
} from '@ostiary/sigv4';
import type { Authenticator } from './authenticator.js';
import type { Caller } from './caller.js';
import { GateError } from './errors.js';
import type { ReplayGuard } from './replay-guard.js';
import type { SignatureTerms } from './service-definition.js';
import { whenThere } from './when-there.js';

/** Where and when signatures count, and by whose rules. */
export interface SignatureScope {
  /** The services of which one must stand in the credential scope. */
  readonly services: readonly string[];
  /** The regions of which one must stand in the credential scope; undefined means any. */
  readonly regions: readonly string[] | undefined;
  readonly dialect: SignatureDialect;
  readonly pathRule: PathRule;
  /** Whether a signature that differs is told why; for development. */
  readonly explain: boolean;
  /** Refuses a second use of a signature, where a route wants that. */
  readonly replayGuard: ReplayGuard;
}

/** An authenticator for AWS Signature Version 4, SigV4A among it. */
export function signatureAuthenticator(
  signingKeys: SigningKeyLookup<Caller>,
  { services, regions, dialect, pathRule, explain, replayGuard }: SignatureScope,
): Authenticator {
  return {
    name: 'AWS4',
    authenticate: (request, terms, now) => {
      const { payloads = [], presignedUrls = false, refusesReplays = false } = terms;
      const { method, path, signedPath = path, query, headers } = request;
      const head = { method, path: signedPath, query, headers };
      const verifying = verifyRequestHead(head, {
        signingKeys,
        service: services,
        regions,
        dialect,
        pathRule,
        now,
        algorithms,
        presigned: presignedUrls,
        unsignedPayload: payloads.some((mode) => unsigned.has(mode)),
        explain,
        receiveBody: request.readBody,
      });
      return whenThere(verifying, (verified) => {
        if (verified === undefined) return undefined;
        checkPayload(verified.payload, payloads);
        if (refusesReplays) replayGuard.use(verified, now);
        // Member by member: a spread costs more than the hash of the request.
        const { principal, context } = verified.principal;
        const { accessKeyId, scope, readBody, readWholeBody } = verified;
        const caller = { principal, accessKeyId, scope, context };
        return { caller, openBody: readBody, openWholeBody: readWholeBody };
      });
    },
  };
}

const algorithms: readonly SigningAlgorithm[] = ['AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'];

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
