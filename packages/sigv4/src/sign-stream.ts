// Signing a body in chunks while it is sent, without knowing it before.

import { canonicalRequest } from './canonical-request.js';
import { type ChecksumName, checksumHeader } from './checksum.js';
import { chunkSignatures } from './chunk-signatures.js';
import { chunkedPayloads } from './chunked-payload.js';
import { deriveSigningKey } from './derive-signing-key.js';
import { encodeChunks } from './encode-chunks.js';
import { headerValues } from './header-values.js';
import type { HttpHeader, HttpRequest } from './http-request.js';
import { makeSigner } from './make-signer.js';
import type { SignedRequest, SignRequestOptions } from './sign-request.js';
import { namesToSign, withoutOwnHeaders } from './signed-header-names.js';

/** What to sign with, for whom, when, and how the body is cut and bound. */
export interface SignStreamOptions
  extends Omit<
    SignRequestOptions,
    'algorithm' | 'contentSha256Header' | 'tokenAfterSigning' | 'unsignedPayload'
  > {
  /**
   * Whether each chunk is signed. Default true. Without, whoever is on the way may change the body:
   * for TLS alone, and with a `checksum`.
   */
  readonly signedChunks?: boolean;
  /** A checksum of the body to send after it. */
  readonly checksum?: ChecksumName;
  /** The body's length; S3 requires that it is known. */
  readonly decodedLength?: number;
  /** Default 64 KiB; S3 takes no less than 8 KiB. */
  readonly chunkSize?: number;
}

/** A request that is signed before its body is there. */
export interface SignedStream {
  /** The head: it has no body. */
  readonly request: SignedRequest;
  /** Turns the body into what is to be sent. Call it once. */
  readonly encodeBody: (body: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
}

const defaultChunkSize = 64 * 1024;

/**
 * Signs a request whose body is sent in chunks (`STREAMING-…`), each signed as it leaves (S3 API
 * Reference, "Signature calculations for the Authorization header: transferring payload in multiple
 * chunks"). `aws-chunked` is put before other content encodings.
 *
 * Throws TypeError as `signRequest` does, for unsigned chunks without a checksum, and for a size or
 * length that is none.
 *
 * @example
 * ```ts
 * import { signStream } from '@ostiary/sigv4';
 *
 * const { request, encodeBody } = await signStream(
 *   { method: 'PUT', path: '/photos/cat.jpg', query: '', headers: [['Host', 'files.example']] },
 *   {
 *     credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
 *     region: 'eu-central-1',
 *     service: 's3',
 *     pathRule: 's3',
 *     date: new Date('2026-11-23T12:00:00Z'),
 *     checksum: 'crc32c',
 *   },
 * );
 * ```
 */
export async function signStream(
  head: Omit<HttpRequest, 'body'>,
  options: SignStreamOptions,
): Promise<SignedStream> {
  checkOptions(options);
  const { credentials, checksum, signedChunks = true, pathRule = 'normalized' } = options;
  const signer = makeSigner(options);
  const { word } = payloadOf(options);
  const declared: HttpHeader[] = [
    ...withChunkedEncoding(withoutOwnHeaders(head.headers).filter(isNotOfStream)),
    ['X-Amz-Date', signer.amzDate],
    ['x-amz-content-sha256', word],
    ...header('x-amz-decoded-content-length', options.decodedLength?.toString()),
    ...header('x-amz-trailer', checksum && checksumHeader(checksum)),
    ...header('X-Amz-Security-Token', credentials.sessionToken),
  ];
  const headers = headerValues(declared);
  const signedHeaders = namesToSign(headers, options.unsignedHeaders);
  const canonical = { signedHeaders, payloadHash: word, pathRule, headers };
  const signature = await signer.sign(canonicalRequest(head, canonical));
  const authorization = `${signer.algorithm} Credential=${signer.credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;

  const { amzDate, scope } = signer;
  const signingKey = await deriveSigningKey(credentials.secretAccessKey, scope);
  const { chunkSize = defaultChunkSize } = options;
  const { method, path, query } = head;
  return {
    request: { method, path, query, headers: [...declared, ['Authorization', authorization]] },
    encodeBody: (body) =>
      encodeChunks(body, {
        chunkSize,
        checksum,
        signatures: signedChunks
          ? chunkSignatures({ signingKey, amzDate, scope, signature })
          : undefined,
      }),
  };
}

function checkOptions(options: SignStreamOptions): void {
  const { chunkSize = defaultChunkSize, decodedLength = 0 } = options;
  if (!Number.isSafeInteger(chunkSize) || chunkSize < 1) {
    throw new TypeError(`expected \`chunkSize\` to be a number of bytes, found \`${chunkSize}\``);
  }
  if (!Number.isSafeInteger(decodedLength) || decodedLength < 0) {
    throw new TypeError(
      `expected \`decodedLength\` to be a number of bytes, found \`${decodedLength}\``,
    );
  }
}

function payloadOf({ signedChunks = true, checksum }: SignStreamOptions) {
  const payload = chunkedPayloads.find(
    ({ signed, trailer }) => signed === signedChunks && trailer === (checksum !== undefined),
  );
  if (payload === undefined) {
    throw new TypeError('expected a `checksum` for chunks that are not signed, found none');
  }
  return payload;
}

/** Headers of the stream that are set here, so that a signed one can be signed again. */
function isNotOfStream([name]: HttpHeader): boolean {
  const folded = name.toLowerCase();
  return folded !== 'x-amz-decoded-content-length' && folded !== 'x-amz-trailer';
}

function withChunkedEncoding(headers: readonly HttpHeader[]): readonly HttpHeader[] {
  const encodings = headers.filter(isContentEncoding).flatMap(([, value]) => value.split(','));
  const others = encodings.map((value) => value.trim()).filter((value) => value !== 'aws-chunked');
  const value = ['aws-chunked', ...others].join(',');
  return [...headers.filter((it) => !isContentEncoding(it)), ['Content-Encoding', value]];
}

function isContentEncoding([name]: HttpHeader): boolean {
  return name.toLowerCase() === 'content-encoding';
}

function header(name: string, value: string | undefined): readonly HttpHeader[] {
  return value === undefined ? [] : [[name, value]];
}
