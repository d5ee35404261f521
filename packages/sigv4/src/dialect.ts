// What differs in the answers of AWS's services to a request that is not in time, not known or not for them.
import { SignatureError, type SignatureErrorCode } from './errors.js';
import {
  type RefuseScope,
  refuseS3Scope,
  refuseScope,
  type SignaturePlace,
} from './scope-mismatch.js';

/**
 * Whose words a verifier uses. `query`: AWS's Query services, such as IAM and STS. `s3`: Amazon S3,
 * whose clients correct their clock by its code.
 */
export type Dialect = 'query' | 's3';

/** One dialect's choices. */
export interface DialectRules {
  /** How far the signer's clock may be off. */
  readonly clockSkewMs: number;
  readonly skewedClock: SignatureErrorCode;
  readonly expiredUrl: SignatureErrorCode;
  readonly unknownKey: SignatureErrorCode;
  /** Of a signature that cannot be read, by where it stands. */
  readonly malformed: Readonly<Record<SignaturePlace, SignatureErrorCode>>;
  readonly refuseScope: RefuseScope;
  /** Whether a body in chunks has to declare its length. */
  readonly needsDecodedLength: boolean;
}

/**
 * IAM User Guide, "Troubleshoot signed requests for AWS APIs"; S3 API Reference, "Error
 * responses" and "Authenticating requests".
 */
const dialects: Readonly<Record<Dialect, DialectRules>> = {
  query: {
    clockSkewMs: 5 * 60_000,
    skewedClock: 'SignatureDoesNotMatch',
    expiredUrl: 'SignatureDoesNotMatch',
    unknownKey: 'InvalidClientTokenId',
    malformed: { header: 'IncompleteSignature', query: 'IncompleteSignature' },
    refuseScope,
    needsDecodedLength: false,
  },
  s3: {
    clockSkewMs: 15 * 60_000,
    skewedClock: 'RequestTimeTooSkewed',
    expiredUrl: 'AccessDenied',
    unknownKey: 'InvalidAccessKeyId',
    malformed: {
      header: 'AuthorizationHeaderMalformed',
      query: 'AuthorizationQueryParametersError',
    },
    refuseScope: refuseS3Scope,
    needsDecodedLength: true,
  },
};

/** The choices of a dialect; without one, those of AWS's Query services. */
export function dialectRules(dialect: Dialect = 'query'): DialectRules {
  return dialects[dialect];
}

/** What was thrown over a signature that was read, in the words of a dialect. */
export function malformedIn(
  { malformed }: DialectRules,
  place: SignaturePlace,
  thrown: unknown,
): unknown {
  const isOurs = thrown instanceof SignatureError && thrown.code === 'IncompleteSignature';
  if (!isOurs || malformed[place] === thrown.code) return thrown;
  return new SignatureError(malformed[place], thrown.message, { cause: thrown });
}
