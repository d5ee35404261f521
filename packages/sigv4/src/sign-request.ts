// Signing: a request and credentials in, the same request with its Authorization header out.
import { digest } from '#digest';
import { formatAmzDate } from './amz-date.js';
import type { PathRule } from './canonical-path.js';
import { canonicalRequest } from './canonical-request.js';
import {
  type CredentialScope,
  formatCredentialScope,
  isCredentialPart,
} from './credential-scope.js';
import type { Credentials } from './credentials.js';
import { deriveSigningKey } from './derive-signing-key.js';
import { headerValues } from './header-values.js';
import type { HttpHeader, HttpRequest } from './http-request.js';
import { payloadHash } from './payload-hash.js';
import { signedHeaderNames } from './signed-header-names.js';
import { signingAlgorithm, stringToSign } from './string-to-sign.js';
import { isToken } from './token.js';

/** What to sign with, for whom, and when. */
export interface SignRequestOptions {
  readonly credentials: Credentials;
  readonly region: string;
  readonly service: string;
  /** The time of signing; a verifier accepts it for some minutes around. */
  readonly date: Date;
  /** Default `normalized`. */
  readonly pathRule?: PathRule;
  /** Whether to add and sign `x-amz-content-sha256`. Default: under the path rule `s3` only. */
  readonly contentSha256Header?: boolean;
  /** Headers to leave unsigned; `host` and `x-amz-*` are signed all the same. */
  readonly unsignedHeaders?: readonly string[];
}

/** A request with its signature among the headers. */
export interface SignedRequest extends HttpRequest {
  readonly headers: readonly HttpHeader[];
}

/** Headers that signing sets, so that a signed request can be signed again. */
const ownHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
]);

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
  const { credentials, region, service, pathRule = 'normalized' } = options;
  const amzDate = formatAmzDate(options.date);
  const scope: CredentialScope = { date: amzDate.slice(0, 8), region, service };
  checkCredentialParts({ accessKeyId: credentials.accessKeyId, region, service });
  const bodyHash = await payloadHash(request.body);
  const unsigned = request.headers.filter(([name]) => !ownHeaders.has(name.toLowerCase()));
  const declared: HttpHeader[] = [...unsigned, ['X-Amz-Date', amzDate]];
  if (options.contentSha256Header ?? pathRule === 's3') {
    declared.push(['x-amz-content-sha256', bodyHash]);
  }
  if (credentials.sessionToken !== undefined) {
    declared.push(['X-Amz-Security-Token', credentials.sessionToken]);
  }

  const headers = headerValues(declared);
  checkHeaderNames(headers.keys());
  const signedHeaders = signedHeaderNames(headers, options.unsignedHeaders ?? []);
  const canonical = canonicalRequest(request, {
    signedHeaders,
    payloadHash: bodyHash,
    pathRule,
    headers,
  });
  const toSign = await stringToSign({ amzDate, scope, canonicalRequest: canonical });
  const signingKey = await deriveSigningKey(credentials.secretAccessKey, scope);
  const signature = await digest.hmacSha256Hex(signingKey, toSign);
  const credential = `${credentials.accessKeyId}/${formatCredentialScope(scope)}`;
  const authorization = `${signingAlgorithm} Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  return { ...request, headers: [...declared, ['Authorization', authorization]] };
}

function checkCredentialParts(parts: Readonly<Record<string, string>>): void {
  for (const [name, part] of Object.entries(parts)) {
    if (!isCredentialPart(part)) {
      throw new TypeError(
        `expected \`${name}\` to be visible ASCII without \`/\` and \`,\`, found \`${part}\``,
      );
    }
  }
}

function checkHeaderNames(names: Iterable<string>): void {
  let host = false;
  for (const name of names) {
    if (!isToken(name)) throw new TypeError(`expected a header name, found \`${name}\``);
    host ||= name === 'host';
  }
  if (!host) throw new TypeError('expected a `Host` header to sign, found none');
}
