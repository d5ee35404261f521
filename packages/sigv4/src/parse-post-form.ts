// The fields of an upload form, taken apart.
import { parseAmzDate } from './amz-date.js';
import { decodeBase64 } from './base64.js';
import type { CredentialScope } from './credential-scope.js';
import { SignatureError } from './errors.js';
import { parseCredential } from './parse-credential.js';
import { parseSignature } from './parse-signature.js';
import { type PostPolicy, parsePostPolicy } from './post-policy.js';
import { hmacAlgorithm } from './signing-algorithm.js';

/** A form as it was received, up to its file. */
export interface PostForm {
  /** The bucket that the form was sent to. */
  readonly bucket: string;
  /** Every field before the file, in order, as name and value; without the file. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The name of the user's file, which `${filename}` in a field stands for. */
  readonly filename?: string;
}

/** What a form claims. */
export interface PostFormClaim {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly signedAt: Date;
  readonly amzDate: string;
  readonly signature: string;
  readonly sessionToken: string | undefined;
  /** The policy as it was signed. */
  readonly encodedPolicy: string;
  readonly policy: PostPolicy;
  /** Fields by lower-case name, the bucket among them, that conditions have to cover. */
  readonly fields: ReadonlyMap<string, string>;
}

/** S3 API Reference, "POST Object": the form without its file is at most 20 KB. */
const formLength = 20_480;
const fieldCount = 256;

/** Fields that a policy does not cover: itself and its signature (S3 API Reference, "POST policy"). */
const uncovered: ReadonlySet<string> = new Set(['policy', 'x-amz-signature', 'file']);

/**
 * Parses a form. Names are compared without case, and nothing may be there twice, so that no two
 * parties read different ones. Throws SignatureError.
 */
export function parsePostForm(form: PostForm): PostFormClaim {
  const found = gather(form);
  const algorithm = required(found, 'x-amz-algorithm');
  if (algorithm !== hmacAlgorithm) {
    throw new SignatureError(
      'InvalidRequest',
      `expected the field \`x-amz-algorithm\` to be ${hmacAlgorithm}, found another, which is not supported`,
    );
  }
  const credential = required(found, 'x-amz-credential');
  const { accessKeyId, scope } = parseCredential(credential, { algorithm, regionSet: undefined });
  const amzDate = required(found, 'x-amz-date');
  const encodedPolicy = required(found, 'policy');
  return {
    accessKeyId,
    scope,
    amzDate,
    signedAt: parseDate(amzDate),
    signature: parseSignature(required(found, 'x-amz-signature'), algorithm),
    sessionToken: found.get('x-amz-security-token'),
    encodedPolicy,
    policy: parsePolicy(encodedPolicy),
    fields: coveredFields(found, form),
  };
}

function gather({ fields }: PostForm): ReadonlyMap<string, string> {
  let length = 0;
  for (const [name, value] of fields) length += name.length + value.length;
  if (fields.length > fieldCount || length > formLength) {
    throw new SignatureError(
      'MaxPostPreDataLengthExceededError',
      `expected at most ${fieldCount} fields of ${formLength} characters in all before the file, found ${fields.length} of ${length}`,
    );
  }
  const found = new Map<string, string>();
  for (const [name, value] of fields) {
    const folded = name.toLowerCase();
    if (found.has(folded)) {
      throw new SignatureError(
        'InvalidArgument',
        `expected the field \`${folded}\` once, found more`,
      );
    }
    found.set(folded, value);
  }
  return found;
}

function required(found: ReadonlyMap<string, string>, name: string): string {
  const value = found.get(name);
  if (value !== undefined) return value;
  throw new SignatureError(
    'InvalidArgument',
    `expected the field \`${name}\` in the form, found none`,
  );
}

function parseDate(amzDate: string): Date {
  const date = parseAmzDate(amzDate);
  if (date !== undefined) return date;
  throw new SignatureError(
    'IncompleteSignature',
    'expected `x-amz-date` such as `20150830T123600Z`, found something else',
  );
}

function parsePolicy(encoded: string): PostPolicy {
  const text = decodeBase64(encoded);
  if (text !== undefined) return parsePostPolicy(text);
  throw new SignatureError(
    'InvalidPolicyDocument',
    'expected the POST policy as Base64 of UTF-8, found something else',
  );
}

/** What is covered is what is meant: variables are put in before the policy is asked. */
function coveredFields(
  found: ReadonlyMap<string, string>,
  { bucket, filename }: PostForm,
): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of found) {
    if (uncovered.has(name) || name.startsWith('x-ignore-')) continue;
    fields.set(name, filename === undefined ? value : withFilename(value, filename));
  }
  if ((fields.get('bucket') ?? bucket) !== bucket) {
    throw new SignatureError(
      'InvalidArgument',
      'expected the field `bucket` to be the bucket that the form was sent to, found another',
    );
  }
  return fields.set('bucket', bucket);
}

/** Some browsers send a path; what follows its last slash or backslash is the name. */
function withFilename(value: string, path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return value.replaceAll('${filename}', () => name);
}
