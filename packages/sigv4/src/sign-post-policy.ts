// Signing a POST policy: the fields by which a form proves that its policy was given by the signer.
import { digest } from '#digest';
import { encodeBase64 } from './base64.js';
import type { Credentials } from './credentials.js';
import { deriveSigningKey } from './derive-signing-key.js';
import { makeSigner } from './make-signer.js';
import { hmacAlgorithm } from './signing-algorithm.js';

/** With what, for which service, and when. */
export interface SignPostPolicyOptions {
  readonly credentials: Credentials;
  readonly region: string;
  /** Default `s3`. */
  readonly service?: string;
  readonly date: Date;
}

/** Fields of a form, name to value. */
export type PostFormFields = Readonly<Record<string, string>>;

/** The signer of one policy. */
export interface PostPolicySigner {
  /** Names and values that the policy has to have conditions for. */
  readonly claim: PostFormFields;
  /** Signs the JSON text of a policy and gives every field that the form needs beside its own. */
  readonly sign: (policy: string) => Promise<PostFormFields>;
}

/** Makes the signer of one policy. Throws TypeError as `signRequest` does. */
export function postPolicySigner(options: SignPostPolicyOptions): PostPolicySigner {
  const { credentials, service = 's3' } = options;
  const { amzDate, credential, scope } = makeSigner({ ...options, service });
  const { secretAccessKey, sessionToken } = credentials;
  const claim = {
    'x-amz-algorithm': hmacAlgorithm,
    'x-amz-credential': credential,
    'x-amz-date': amzDate,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  return {
    claim,
    async sign(policy) {
      const encoded = encodeBase64(policy);
      const key = await deriveSigningKey(secretAccessKey, scope);
      const signature = await digest.hmacSha256Hex(key, encoded);
      return { ...claim, policy: encoded, 'x-amz-signature': signature };
    },
  };
}

/**
 * Signs a POST policy given as JSON text, and returns the fields that a form with it needs beside
 * its own: `policy`, `x-amz-algorithm`, `x-amz-credential`, `x-amz-date`, `x-amz-security-token`
 * for temporary credentials, and `x-amz-signature` (S3 API Reference, "Authenticating requests in
 * browser-based uploads using POST"). The policy has to hold conditions for these but the first and
 * the last; `createPostForm` writes them.
 *
 * Throws TypeError as `signRequest` does.
 *
 * @example
 * ```ts
 * import { signPostPolicy } from '@ostiary/sigv4';
 *
 * export const fields = await signPostPolicy('{"expiration":"2026-11-24T12:00:00.000Z","conditions":[]}', {
 *   credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
 *   region: 'eu-central-1',
 *   date: new Date('2026-11-23T12:00:00Z'),
 * });
 * ```
 */
export function signPostPolicy(
  policy: string,
  options: SignPostPolicyOptions,
): Promise<PostFormFields> {
  return postPolicySigner(options).sign(policy);
}
