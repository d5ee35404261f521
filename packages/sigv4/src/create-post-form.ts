// Making a form by which a browser without credentials may upload one file.
import { limits } from './limits.js';
import { type PostCondition, parsePostPolicy } from './post-policy.js';
import {
  type PostFormFields,
  postPolicySigner,
  type SignPostPolicyOptions,
} from './sign-post-policy.js';

/** What may be uploaded, and until when. */
export interface PostFormOptions extends SignPostPolicyOptions {
  readonly bucket: string;
  /** The object's key; one that ends in `${filename}` takes the name of the user's file. */
  readonly key: string;
  /** Fields of the form with the values they must have. */
  readonly fields?: PostFormFields;
  /** What is asked beside that: of fields that the user fills in, and of the file's size. */
  readonly conditions?: readonly PostCondition[];
  /** How long the form holds: 1 to 604800, which is seven days. */
  readonly expiresSeconds: number;
}

const filename = '${filename}';

/**
 * Gives the hidden fields of a form that is sent as `multipart/form-data`, with the field `file`
 * last (S3 API Reference, "Browser-based uploads using POST"). Every field given has a condition in
 * its policy, and so have the bucket and the key.
 *
 * Rejects with TypeError as `signRequest` does, RangeError for a time beyond seven days, and
 * SignatureError InvalidPolicyDocument for a condition that is none.
 *
 * @example
 * ```ts
 * import { createPostForm } from '@ostiary/sigv4';
 *
 * export const fields = await createPostForm({
 *   bucket: 'photos',
 *   key: 'alice/${filename}',
 *   conditions: [['content-length-range', 1, 1_048_576], ['starts-with', '$Content-Type', 'image/']],
 *   expiresSeconds: 600,
 *   credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
 *   region: 'eu-central-1',
 *   date: new Date('2026-11-23T12:00:00Z'),
 * });
 * ```
 */
export async function createPostForm(options: PostFormOptions): Promise<PostFormFields> {
  const { bucket, key, fields = {}, conditions = [], expiresSeconds, date } = options;
  checkExpires(expiresSeconds);
  const { claim, sign } = postPolicySigner(options);
  const own = { bucket, ...fields };
  const policy = JSON.stringify({
    expiration: new Date(date.getTime() + expiresSeconds * 1000).toISOString(),
    conditions: [
      ...conditions,
      keyCondition(key),
      ...Object.entries({ ...own, ...claim }).map(([name, value]) => ({ [name]: value })),
    ],
  });
  parsePostPolicy(policy);
  return { key, ...own, ...(await sign(policy)) };
}

/** The name of the file is not known yet, so what stands before it is the start of the key. */
function keyCondition(key: string): PostCondition {
  return key.endsWith(filename) ? ['starts-with', '$key', key.slice(0, -filename.length)] : { key };
}

function checkExpires(seconds: number): void {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > limits.expiresSeconds) {
    throw new RangeError(
      `expected \`expiresSeconds\` to be a whole number from 1 to ${limits.expiresSeconds}, found \`${seconds}\``,
    );
  }
}
