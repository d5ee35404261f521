// The errors of this package: credentials that cannot be had.

/** Named after what the AWS SDK for Python raises in the same cases (botocore, exceptions). */
export type ClientErrorCode =
  /** A file with credentials is missing or cannot be read. */
  | 'ConfigNotFound'
  /** Where credentials were to come from is known, and gave none. */
  | 'CredentialRetrieval'
  /** A setting that contradicts another, lacks one, or is not supported. */
  | 'InvalidConfig'
  /** No credentials where they were looked for. */
  | 'NoCredentials'
  /** One half of an access key without the other. */
  | 'PartialCredentials'
  /** No profile of that name. */
  | 'ProfileNotFound';

/** No credentials to sign with. Messages name files, profiles and variables, never their values. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;
  /** Always the sender's: nothing has been sent. */
  readonly fault = 'Sender';

  constructor(code: ClientErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
