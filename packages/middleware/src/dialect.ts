// What a service's dialect decides: whose words it answers in, and how it reads a path.
import type { Dialect as SignatureDialect } from '@ostiary/sigv4';
import type { RefusalCode } from './refusal-code.js';

/**
 * Whose manners a service has. `json`: like AWS's JSON services, such as Lambda and DynamoDB.
 * `query`: like IAM and STS, with error documents in XML. `s3`: like Amazon S3, whose paths are the literal keys of objects.
 */
export type Dialect = 'json' | 'query' | 's3';

/** The formats of error documents. */
export type ErrorFormat = 'application/json' | 'application/xml' | 'text/xml';

/** One dialect's choices. */
export interface DialectRules {
  /** Clock window and codes of signatures. */
  readonly signature: SignatureDialect;
  /**
   * `literal`: a path names an object by any text, and is signed as it is. `unambiguous`: what two
   * readers could take for different paths is refused, and the path is signed encoded once more.
   */
  readonly paths: 'literal' | 'unambiguous';
  /** The shape of an error document; `__type` is that of JSON services. */
  readonly document: 'ErrorResponse' | 'Error' | '__type';
  /** In the order preferred, when a caller accepts several alike. */
  readonly formats: readonly [ErrorFormat, ...ErrorFormat[]];
  /** Codes that have another name here. */
  readonly codes: ReadonlyMap<string, RefusalCode>;
}

/**
 * S3 API Reference, "Error responses"; IAM API Reference, "Common Errors"; AWS Lambda API Reference and
 * Amazon DynamoDB API Reference, "Common Error Types", and what those services answer where that names
 * no code: a body that is not the one that was signed has a signature that differs.
 */
const dialects: Readonly<Record<Dialect, DialectRules>> = {
  json: {
    signature: 'query',
    paths: 'unambiguous',
    document: '__type',
    formats: ['application/json'],
    codes: new Map([
      ['AccessDenied', 'AccessDeniedException'],
      ['ExpiredToken', 'ExpiredTokenException'],
      ['IncompleteSignature', 'IncompleteSignatureException'],
      ['InvalidClientTokenId', 'UnrecognizedClientException'],
      ['MalformedRequestBody', 'SerializationException'],
      ['MissingAuthenticationToken', 'MissingAuthenticationTokenException'],
      ['SignatureDoesNotMatch', 'InvalidSignatureException'],
      ['XAmzContentSHA256Mismatch', 'InvalidSignatureException'],
    ]),
  },
  query: {
    signature: 'query',
    paths: 'unambiguous',
    document: 'ErrorResponse',
    formats: ['text/xml', 'application/xml', 'application/json'],
    codes: new Map(),
  },
  s3: {
    signature: 's3',
    paths: 'literal',
    document: 'Error',
    formats: ['application/xml'],
    codes: new Map([
      ['IncompleteSignature', 'AuthorizationHeaderMalformed'],
      ['InternalFailure', 'InternalError'],
      ['InvalidClientTokenId', 'InvalidAccessKeyId'],
      ['MissingAuthenticationToken', 'AccessDenied'],
      ['RequestEntityTooLarge', 'EntityTooLarge'],
    ]),
  },
};

/** The choices of a dialect, `json` when a service names none. */
export function dialectRules(dialect: Dialect = 'json'): DialectRules {
  return dialects[dialect];
}
