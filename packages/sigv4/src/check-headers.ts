// What the headers of a signed request must be, whatever they say.
import { SignatureError } from './errors.js';
import type { HeaderValues } from './header-values.js';
import type { HttpHeader } from './http-request.js';
import { limits } from './limits.js';
import { mustBeSigned } from './signed-header-names.js';

/** Headers of which a second one could be read by one party and signed by the other. */
const singleHeaders = [
  'host',
  'x-amz-date',
  'x-amz-content-sha256',
  'x-amz-region-set',
  'x-amz-security-token',
] as const;

/** Which header may be unsigned all the same. */
export interface SignedHeadersOptions {
  /** Whether a session token may have been added after signing. */
  readonly tokenAfterSigning: boolean;
}

/** Refuses more headers than are read. Throws RequestHeaderSectionTooLarge. */
export function checkHeaderSize(headers: readonly HttpHeader[]): void {
  let length = 0;
  for (const header of headers) length += header[0].length + header[1].length;
  if (headers.length > limits.headerCount || length > limits.headersLength) {
    throw new SignatureError(
      'RequestHeaderSectionTooLarge',
      `expected at most ${limits.headerCount} headers of ${limits.headersLength} characters in all, found ${headers.length} of ${length}`,
    );
  }
}

/** Refuses a repeated header that must be single. Throws InvalidRequest. */
export function checkSingleHeaders(headers: HeaderValues): void {
  for (const name of singleHeaders) {
    const values = headers.get(name);
    if (values !== undefined && values.length > 1) {
      throw new SignatureError('InvalidRequest', `expected one \`${name}\` header, found more`);
    }
  }
}

/** Refuses an unsigned header that must be signed. Throws SignatureDoesNotMatch. */
export function checkSignedHeaders(
  headers: HeaderValues,
  signedHeaders: readonly string[],
  { tokenAfterSigning }: SignedHeadersOptions,
): void {
  checkSigned('host', signedHeaders);
  for (const name of headers.keys()) {
    if (tokenAfterSigning && name === 'x-amz-security-token') continue;
    if (mustBeSigned(name)) checkSigned(name, signedHeaders);
  }
}

function checkSigned(name: string, signedHeaders: readonly string[]): void {
  if (signedHeaders.includes(name)) return;
  throw new SignatureError(
    'SignatureDoesNotMatch',
    `expected \`${name}\` to be a signed header, found it unsigned`,
  );
}
