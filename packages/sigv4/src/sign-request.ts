// Signing: a request and credentials in, the same request with its Authorization header out.
import type { PathRule } from './canonical-path.js';
import { canonicalRequest } from './canonical-request.js';
import type { Credentials } from './credentials.js';
import { unsignedPayloadWord } from './declared-payload.js';
import { headerValues } from './header-values.js';
import type { HttpHeader, HttpRequest } from './http-request.js';
import { makeSigner } from './make-signer.js';
import { payloadHash } from './payload-hash.js';
import { namesToSign, withoutOwnHeaders } from './signed-header-names.js';
import type { SigningAlgorithm } from './signing-algorithm.js';

/** What to sign with, for whom, and when. */
export interface SignRequestOptions {
  readonly credentials: Credentials;
  readonly region: string;
  readonly service: string;
  /**
   * Default `AWS4-HMAC-SHA256`. For SigV4A, `AWS4-ECDSA-P256-SHA256`, `region` is the set of regions
   * that the signature is good for, such as `us-east-1,eu-*`.
   */
  readonly algorithm?: SigningAlgorithm;
  /** The time of signing; a verifier accepts it for some minutes around. */
  readonly date: Date;
  /** Default `normalized`. */
  readonly pathRule?: PathRule;
  /** Whether the body is left unsigned, so that it may be changed on the way. Default false. */
  readonly unsignedPayload?: boolean;
  /**
   * Whether to add and sign `x-amz-content-sha256`. Default: under the path rule `s3`, and for an
   * unsigned payload, which has to be declared.
   */
  readonly contentSha256Header?: boolean;
  /** Headers to leave unsigned; `host` and `x-amz-*` are signed all the same. */
  readonly unsignedHeaders?: readonly string[];
  /** Whether the session token is added unsigned, as some AWS services want it. Default false. */
  readonly tokenAfterSigning?: boolean;
}

/** A request with its signature among the headers. */
export interface SignedRequest extends HttpRequest {
  readonly headers: readonly HttpHeader[];
}

/**
 * Signs a request with Signature Version 4 and returns it with the headers `X-Amz-Date`,
 * `X-Amz-Security-Token` for temporary credentials, `x-amz-content-sha256` where asked for, and
 * `Authorization` (IAM User Guide, "Create a signed AWS API request"). Earlier ones are replaced.
 *
 * Throws TypeError for a request without a `Host` header, a name that cannot be a header's, and an
 * access key id, region or service that cannot stand in a credential.
 *
 * @example
 * ```ts
 * import { signRequest } from '@ostiary/sigv4';
 *
 * const signed = await signRequest(
 *   { method: 'GET', path: '/notes/42', query: '', headers: [['Host', 'notes.example']] },
 *   {
 *     credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
 *     region: 'eu-central-1',
 *     service: 'notes',
 *     date: new Date('2026-11-23T12:00:00Z'),
 *   },
 * );
 * ```
 */
export async function signRequest(
  request: HttpRequest,
  options: SignRequestOptions,
): Promise<SignedRequest> {
  const { credentials, pathRule = 'normalized', tokenAfterSigning = false } = options;
  const signer = makeSigner(options);
  const { unsignedPayload = false } = options;
  const bodyHash = unsignedPayload ? unsignedPayloadWord : await payloadHash(request.body);
  const declared: HttpHeader[] = [
    ...withoutOwnHeaders(request.headers),
    ['X-Amz-Date', signer.amzDate],
  ];
  if (signer.regionSet !== undefined) declared.push(['X-Amz-Region-Set', signer.regionSet]);
  if (options.contentSha256Header ?? (unsignedPayload || pathRule === 's3')) {
    declared.push(['x-amz-content-sha256', bodyHash]);
  }
  const token = tokenHeader(credentials);
  if (!tokenAfterSigning) declared.push(...token);

  const headers = headerValues(declared);
  const signedHeaders = namesToSign(headers, options.unsignedHeaders);
  const canonical = canonicalRequest(request, {
    signedHeaders,
    payloadHash: bodyHash,
    pathRule,
    headers,
  });
  const signature = await signer.sign(canonical);
  const authorization = `${signer.algorithm} Credential=${signer.credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  const added = tokenAfterSigning ? token : [];
  return { ...request, headers: [...declared, ...added, ['Authorization', authorization]] };
}

function tokenHeader({ sessionToken }: Credentials): readonly HttpHeader[] {
  return sessionToken === undefined ? [] : [['X-Amz-Security-Token', sessionToken]];
}
