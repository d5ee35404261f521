// Verifying an upload form, in this order: bounds, parse, scope, clock and expiration, key (which
// opens the session token), signature (in constant time), expiry, conditions, and the file's length
// while it is read.
import { digest } from '#digest';
import { formatAmzDate } from './amz-date.js';
import { boundedFile } from './bounded-file.js';
import { checkPostConditions } from './check-post-conditions.js';
import { constantTimeEqual } from './constant-time-equal.js';
import type { CredentialScope } from './credential-scope.js';
import { dialectRules, malformedIn } from './dialect.js';
import { SignatureError } from './errors.js';
import { findScopeMismatch } from './find-scope-mismatch.js';
import { limits } from './limits.js';
import { type PostForm, type PostFormClaim, parsePostForm } from './parse-post-form.js';
import { hmacAlgorithm } from './signing-algorithm.js';
import type { SigningKeyLookup } from './signing-key-lookup.js';

/** Whom to ask for keys, and what a form has to be for. */
export interface VerifyPostFormOptions<Principal> {
  readonly signingKeys: SigningKeyLookup<Principal>;
  readonly now: Date;
  /** The service name that a credential must be scoped to, or several of which one will do. Default `s3`. */
  readonly service?: string | readonly string[];
  /** The regions that a credential may be scoped to; undefined means any. */
  readonly regions?: readonly string[] | undefined;
  /** How far ahead of `now` the signer's clock may be. Default 15 minutes. */
  readonly clockSkewMs?: number;
}

/** A form whose policy was signed, and whose fields are as it asks. */
export interface VerifiedPostForm<Principal> {
  readonly principal: Principal;
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly signedAt: Date;
  /** Until when the form could be sent. */
  readonly expiration: Date;
  /** Tells this policy from every other, for whoever refuses a second use of it. */
  readonly fingerprint: string;
  /** Whether a session token came with it. */
  readonly sessionToken: boolean;
  /**
   * The fields that the policy covers by lower-case name, with the bucket and without those of the
   * signature; use these and no others.
   */
  readonly fields: ReadonlyMap<string, string>;
  /**
   * Gives the file out of the bytes received, and throws SignatureError EntityTooLarge as soon as,
   * or EntityTooSmall at its end when, its length is not as the policy asks. Call it once.
   */
  readonly readFile: (
    bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ) => AsyncIterable<Uint8Array>;
}

const rules = dialectRules('s3');

const signatureFields = [
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-security-token',
] as const;

/**
 * Verifies a form for a browser-based upload (S3 API Reference, "Browser-based uploads using
 * POST"): that its policy is signed and not past its expiration, and that each of its fields is
 * covered by a condition that holds. Beyond what the reference asks, no field may be there twice,
 * and a policy is refused seven days after it was signed, as its signing key would be.
 *
 * Throws SignatureError for a form that cannot be accepted, and whatever the key lookup throws.
 *
 * @example
 * ```ts
 * import { type PostForm, type SigningKeyLookup, verifyPostForm } from '@ostiary/sigv4';
 *
 * export async function whoUploads(form: PostForm, signingKeys: SigningKeyLookup<string>) {
 *   const { principal, fields } = await verifyPostForm(form, { signingKeys, now: new Date() });
 *   return `${principal} uploads ${fields.get('key')}`;
 * }
 * ```
 */
export async function verifyPostForm<Principal>(
  form: PostForm,
  options: VerifyPostFormOptions<Principal>,
): Promise<VerifiedPostForm<Principal>> {
  const claim = parse(form);
  checkScope(claim, options);
  checkTime(claim, options);
  const { principal, expiration } = await checkSignature(claim, options);
  checkExpiration(expiration, options.now);
  const { accessKeyId, scope, signedAt, sessionToken, policy } = claim;
  checkPostConditions(claim.fields, policy.conditions);
  const fields = new Map(claim.fields);
  for (const name of signatureFields) fields.delete(name);
  return {
    principal,
    accessKeyId,
    scope,
    signedAt,
    expiration: policy.expiration,
    fingerprint: claim.signature,
    sessionToken: sessionToken !== undefined,
    fields,
    readFile: (bytes) => boundedFile(bytes, policy.contentLengthRange),
  };
}

function parse(form: PostForm): PostFormClaim {
  try {
    return parsePostForm(form);
  } catch (error) {
    throw malformedIn(rules, 'query', error);
  }
}

function checkScope(
  { scope, amzDate }: PostFormClaim,
  { service = 's3', regions }: VerifyPostFormOptions<unknown>,
): void {
  const date = amzDate.slice(0, 8);
  const mismatch = findScopeMismatch(scope, { date, service, algorithm: hmacAlgorithm, regions });
  if (mismatch !== undefined) throw rules.refuseScope(mismatch, 'query');
}

function checkTime(
  { signedAt, amzDate, policy }: PostFormClaim,
  { now, clockSkewMs = rules.clockSkewMs }: VerifyPostFormOptions<unknown>,
): void {
  const age = now.getTime() - signedAt.getTime();
  if (age < -clockSkewMs) {
    throw new SignatureError(
      rules.skewedClock,
      `Signature not yet current: ${amzDate} is later than ${formatAmzDate(now)}`,
    );
  }
  const isPast = now.getTime() >= policy.expiration.getTime() || age > limits.expiresSeconds * 1000;
  if (isPast) {
    throw new SignatureError('AccessDenied', 'Invalid according to Policy: Policy expired.');
  }
}

async function checkSignature<Principal>(
  { accessKeyId, scope, sessionToken, encodedPolicy, signature }: PostFormClaim,
  { signingKeys }: VerifyPostFormOptions<Principal>,
) {
  const match = await signingKeys(
    sessionToken === undefined ? { accessKeyId, scope } : { accessKeyId, scope, sessionToken },
  );
  if (match?.signingKey === undefined) {
    throw new SignatureError(
      rules.unknownKey,
      'expected a known and active access key and session token, found another one',
    );
  }
  const expected = await digest.hmacSha256Hex(match.signingKey, encodedPolicy);
  if (!constantTimeEqual(expected, signature)) {
    throw new SignatureError(
      'SignatureDoesNotMatch',
      'expected the signature of this POST policy by this key, found another one; check the secret access key and the signing method',
    );
  }
  return match;
}

function checkExpiration(expiration: Date | undefined, now: Date): void {
  if (expiration !== undefined && !(now.getTime() < expiration.getTime())) {
    throw new SignatureError(
      'ExpiredToken',
      `expected credentials that are valid now, found ones that expired at ${expiration.toISOString()}`,
    );
  }
}
