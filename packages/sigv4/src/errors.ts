// The errors of this package: a signature that cannot be accepted, and why.

/**
 * AWS's own codes: those common to all services (IAM API Reference, "Common Errors"), and where
 * they have none, those of Amazon S3 (S3 API Reference, "Error responses").
 */
export type SignatureErrorCode =
  /** Header or body hash, S3: the body is not the one whose hash was declared. */
  | 'XAmzContentSHA256Mismatch'
  /** S3: the Authorization header cannot be read, or is for another date, region or service. */
  | 'AuthorizationHeaderMalformed'
  /** S3: the same of a presigned URL and of an upload form. */
  | 'AuthorizationQueryParametersError'
  /** S3: a presigned URL is past its end, or before its time. */
  | 'AccessDenied'
  /** S3: the body is not the one whose checksum follows it. */
  | 'BadDigest'
  /** S3: the file of an upload form is longer than its policy allows. */
  | 'EntityTooLarge'
  /** S3: the file of an upload form is shorter than its policy allows. */
  | 'EntityTooSmall'
  /** The token, and so the key, is past its expiration. */
  | 'ExpiredToken'
  /** S3: fewer or more bytes than were declared. */
  | 'IncompleteBody'
  /** The signature is not made as AWS prescribes: a part is missing, repeated or malformed. */
  | 'IncompleteSignature'
  /** S3: two authentication methods at once, or an argument that is none of the allowed. */
  | 'InvalidArgument'
  /** S3: the access key id is unknown or inactive. */
  | 'InvalidAccessKeyId'
  /** S3: a chunk that is longer than is read. */
  | 'InvalidChunkSizeError'
  /** The access key id or the session token is unknown or inactive. */
  | 'InvalidClientTokenId'
  /** S3: the policy of an upload form is malformed. */
  | 'InvalidPolicyDocument'
  /** S3: a way of signing that is not supported. */
  | 'InvalidRequest'
  /** S3: the path or query cannot be read. */
  | 'InvalidURI'
  /** The request has to be signed, and is not; thrown by those who require a signature. */
  | 'MissingAuthenticationToken'
  /** S3: the fields of an upload form are more or longer than is read. */
  | 'MaxPostPreDataLengthExceededError'
  /** S3: what follows the last chunk is not what was declared. */
  | 'MalformedTrailerError'
  /** S3: the length of a streamed body has to be declared, and is not. */
  | 'MissingContentLength'
  /** S3: more or longer headers than are read. */
  | 'RequestHeaderSectionTooLarge'
  /** S3: signed too long before or after now. */
  | 'RequestTimeTooSkewed'
  /** Not this key, not this request, not this scope or not this time. */
  | 'SignatureDoesNotMatch';

/** What the verifier computed, to hold beside what the signer computed. */
export interface SignatureExplanation {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** Why it may differ, where a cause was looked for and found. */
  readonly likelyCause?: string | undefined;
}

/** A request whose signature cannot be accepted, or, when signing, cannot be made. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError';
  readonly code: SignatureErrorCode;
  /** Always the sender's: a broken key lookup is not reported as this error. */
  readonly fault = 'Sender';
  /** S3: the region that a credential has to be scoped to, where it is scoped to another. */
  readonly region: string | undefined;
  readonly #explanation: SignatureExplanation | undefined;

  constructor(
    code: SignatureErrorCode,
    message: string,
    options?: {
      readonly cause?: unknown;
      readonly region?: string;
      readonly explanation?: SignatureExplanation;
    },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.region = options?.region;
    this.#explanation = options?.explanation;
  }

  /**
   * The canonical request the verifier computed, present for a signature that differs. For
   * development only: it repeats the caller's headers, the session token among them. Private
   * behind a getter so that logging the error does not print it.
   */
  get canonicalRequest(): string | undefined {
    return this.#explanation?.canonicalRequest;
  }

  /** The string to sign the verifier computed, present for a signature that differs. */
  get stringToSign(): string | undefined {
    return this.#explanation?.stringToSign;
  }

  /** Why the signature may differ, present when the verifier was told to `explain` and found it. */
  get likelyCause(): string | undefined {
    return this.#explanation?.likelyCause;
  }
}
