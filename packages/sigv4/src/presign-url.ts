// Presigning: a request and credentials in, a URL out that anyone may use for a while.
import type { PathRule } from './canonical-path.js';
import { canonicalQuery, queryParameters } from './canonical-query.js';
import { canonicalRequest } from './canonical-request.js';
import type { Credentials } from './credentials.js';
import { unsignedPayloadWord } from './declared-payload.js';
import { headerValues } from './header-values.js';
import type { HttpHeader, HttpRequest } from './http-request.js';
import { limits } from './limits.js';
import { makeSigner } from './make-signer.js';
import { payloadHash } from './payload-hash.js';
import { encodeParameter } from './percent-encode.js';
import { presignParameterName } from './presign-parameters.js';
import { namesToSign, withoutOwnHeaders } from './signed-header-names.js';
import type { SigningAlgorithm } from './signing-algorithm.js';

/** What to sign with, for whom, from when and how long. */
export interface PresignUrlOptions {
  readonly credentials: Credentials;
  readonly region: string;
  readonly service: string;
  /**
   * Default `AWS4-HMAC-SHA256`. For SigV4A, `AWS4-ECDSA-P256-SHA256`, `region` is the set of regions
   * that the signature is good for, such as `us-east-1,eu-*`.
   */
  readonly algorithm?: SigningAlgorithm;
  /** The time of signing, from which the URL holds. */
  readonly date: Date;
  /** How long the URL holds: 1 to 604800, which is seven days. */
  readonly expiresSeconds: number;
  /** Default `normalized`. */
  readonly pathRule?: PathRule;
  /** Whether whoever has the URL may send any body. Default: under the path rule `s3` only. */
  readonly unsignedPayload?: boolean;
  /**
   * Whether the URL says how the body is signed, in `X-Amz-Content-Sha256`. Default: where it is
   * not as the path rule has it, so that a verifier could not know.
   */
  readonly contentSha256?: boolean;
  /** Headers to leave unsigned; `host` and `x-amz-*` are signed all the same. */
  readonly unsignedHeaders?: readonly string[];
  /** Whether the session token is added unsigned, as some AWS services want it. Default false. */
  readonly tokenAfterSigning?: boolean;
  /** Default `https`. */
  readonly protocol?: 'http' | 'https';
}

/** A presigned request: its query holds the signature. */
export interface PresignedUrl extends HttpRequest {
  readonly url: string;
  /** The signed headers, which have to be sent with the URL, and the unsigned ones given. */
  readonly headers: readonly HttpHeader[];
}

/**
 * Presigns a request with Signature Version 4: the signature goes into the query, so that the URL
 * can be handed to someone without credentials (S3 API Reference, "Authenticating requests: using
 * query parameters"). An earlier signature in the query or the headers is replaced.
 *
 * Throws TypeError for a request without a `Host` header, a name that cannot be a header's, an
 * access key id, region or service that cannot stand in a credential; RangeError for a time beyond
 * seven days.
 *
 * @example
 * ```ts
 * import { presignUrl } from '@ostiary/sigv4';
 *
 * const { url } = await presignUrl(
 *   { method: 'GET', path: '/photos/cat.jpg', query: '', headers: [['Host', 'files.example']] },
 *   {
 *     credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
 *     region: 'eu-central-1',
 *     service: 'files',
 *     date: new Date('2026-11-23T12:00:00Z'),
 *     expiresSeconds: 3600,
 *   },
 * );
 * ```
 */
export async function presignUrl(
  request: HttpRequest,
  options: PresignUrlOptions,
): Promise<PresignedUrl> {
  checkExpires(options.expiresSeconds);
  const { pathRule = 'normalized', tokenAfterSigning = false } = options;
  const signer = makeSigner(options);
  const given = withoutOwnHeaders(request.headers);
  const headers = headerValues(given);
  const signedHeaders = namesToSign(headers, options.unsignedHeaders);
  const { word, isSaid } = await payloadOf(request, options);

  const token = parameter('X-Amz-Security-Token', options.credentials.sessionToken);
  const signed = [
    withoutOwnParameters(request.query),
    parameter('X-Amz-Algorithm', signer.algorithm),
    parameter('X-Amz-Credential', signer.credential),
    parameter('X-Amz-Date', signer.amzDate),
    parameter('X-Amz-SignedHeaders', signedHeaders.join(';')),
    parameter('X-Amz-Expires', String(options.expiresSeconds)),
    parameter('X-Amz-Content-Sha256', isSaid ? word : undefined),
    tokenAfterSigning ? '' : token,
    parameter('X-Amz-Region-Set', signer.regionSet),
  ].filter(Boolean);
  const canonical = canonicalRequest(request, {
    signedHeaders,
    payloadHash: word,
    pathRule,
    headers,
    canonicalQuery: canonicalQuery(queryParameters(signed.join('&'))),
  });
  const signature = parameter('X-Amz-Signature', await signer.sign(canonical));
  const query = [...signed, tokenAfterSigning ? token : '', signature].filter(Boolean).join('&');
  const host = headers.get('host')?.[0] ?? '';
  const url = `${options.protocol ?? 'https'}://${host}${request.path || '/'}?${query}`;
  return { ...request, query, headers: given, url };
}

function checkExpires(seconds: number): void {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > limits.expiresSeconds) {
    throw new RangeError(
      `expected \`expiresSeconds\` to be a whole number from 1 to ${limits.expiresSeconds}, found \`${seconds}\``,
    );
  }
}

async function payloadOf({ body }: HttpRequest, options: PresignUrlOptions) {
  const assumed = options.pathRule === 's3';
  const { unsignedPayload = assumed, contentSha256 = unsignedPayload !== assumed } = options;
  return {
    word: unsignedPayload ? unsignedPayloadWord : await payloadHash(body),
    isSaid: contentSha256,
  };
}

function parameter(name: string, value: string | undefined): string {
  return value === undefined ? '' : `${name}=${encodeParameter(value)}`;
}

/** The raw query without the parameters of an earlier signature. */
function withoutOwnParameters(query: string): string {
  return query
    .split('&')
    .filter((part) => part !== '' && !isOwn(part))
    .join('&');
}

function isOwn(part: string): boolean {
  const [{ name } = { name: '' }] = queryParameters(part);
  return presignParameterName(name.toLowerCase()) !== undefined;
}
