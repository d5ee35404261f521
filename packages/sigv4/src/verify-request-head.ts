// Verifying a request whose body has not arrived: the head now, the body while it is read.

import { checkPayload } from './check-payload.js';
import { type ChunkSignatures, chunkSignatures } from './chunk-signatures.js';
import { chunkedHead } from './chunked-head.js';
import { type DeclaredPayload, unsignedPayloadWord } from './declared-payload.js';
import { type ChunkedBody, decodeChunks } from './decode-chunks.js';
import { dialectRules } from './dialect.js';
import { SignatureError } from './errors.js';
import { hashedBytes } from './hashed-bytes.js';
import type { HttpRequest } from './http-request.js';
import { payloadHash } from './payload-hash.js';
import type { Claim } from './read-claim.js';
import type { SigningKeyMatch } from './signing-key-lookup.js';
import type { VerifiedSignature } from './verified-signature.js';
import { type ClaimedBody, verifyClaim } from './verify-claim.js';
import type { VerifyRequestOptions } from './verify-options.js';
import { whenThere } from './when-there.js';

/** A signature that holds for the head, and the way to a body that holds too. */
export interface VerifiedHead<Principal> extends VerifiedSignature<Principal> {
  /**
   * Gives the body out of the bytes received: without the framing of chunks, and checked against
   * what was signed. It throws SignatureError rather than end when the body is not that one, so
   * what came before counts only when it has ended. Call it once.
   *
   * A source that is left early is told so, as by `for await`. Node's request is then destroyed
   * with its connection; give `request.iterator({ destroyOnReturn: false })` to answer all the same.
   */
  readonly readBody: (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  /** The same for a body that has arrived as a whole. */
  readonly readWholeBody: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

/** What is to be done about a request that declares nothing of its body. */
export interface VerifyRequestHeadOptions<Principal> extends VerifyRequestOptions<Principal> {
  /**
   * Reads the body as a whole, for a signature that covers its hash without declaring it. It is
   * asked last, when all that the head says is good and the key is known.
   */
  readonly receiveBody?: () => Uint8Array | Promise<Uint8Array>;
}

/**
 * Verifies the head of a request, whose `body` is left out, by its declared payload: a hash,
 * `UNSIGNED-PAYLOAD`, or chunks (`STREAMING-…`), with or without a trailer; or by what `receiveBody`
 * gives where nothing is declared. Undefined means that the request holds no AWS signature.
 *
 * `STREAMING-UNSIGNED-PAYLOAD-TRAILER` is an unsigned payload and needs `unsignedPayload`; its
 * checksum finds accidents, not attacks. Throws as `verifyRequest` does, and InvalidRequest when
 * nothing is declared and there is no `receiveBody`: the signature covers a body that is not there.
 *
 * It answers at once where there is nothing to wait for: in Node, when key and body are given at
 * once. What it throws it then throws at once too, so call it in an `async` function, with `await`.
 *
 * @example
 * ```ts
 * import { type HttpRequest, type SigningKeyLookup, verifyRequestHead } from '@ostiary/sigv4';
 *
 * export async function received(
 *   head: HttpRequest,
 *   bytes: AsyncIterable<Uint8Array>,
 *   signingKeys: SigningKeyLookup<string>,
 * ) {
 *   const verified = await verifyRequestHead(head, { signingKeys, now: new Date(), service: 's3' });
 *   let length = 0;
 *   for await (const piece of verified?.readBody(bytes) ?? []) length += piece.length;
 *   return length;
 * }
 * ```
 */
export function verifyRequestHead<Principal>(
  head: HttpRequest,
  options: VerifyRequestHeadOptions<Principal>,
): VerifiedHead<Principal> | undefined | Promise<VerifiedHead<Principal> | undefined> {
  return verifyClaim(head, options, {
    bodyOf: (claim) => {
      const { hash, received } = claimedBody(claim.payload, options);
      return { hash, received, chunks: declaredChunks(claim, options) };
    },
    toResult,
  });
}

/** A body of which only what is declared is known. */
interface HeadBody extends ClaimedBody {
  readonly chunks: DeclaredChunks | undefined;
}

function toResult<Principal>(
  verified: VerifiedSignature<Principal>,
  claim: Claim,
  match: SigningKeyMatch<Principal>,
  { chunks }: HeadBody,
): VerifiedHead<Principal> {
  const readBody = bodyReader(claim, chunks, match);
  // Member by member: a copy by spreading costs more than the hash of the request did.
  return {
    principal: verified.principal,
    algorithm: verified.algorithm,
    accessKeyId: verified.accessKeyId,
    scope: verified.scope,
    signedHeaders: verified.signedHeaders,
    signedAt: verified.signedAt,
    presigned: verified.presigned,
    payloadSigned: verified.payloadSigned,
    payload: verified.payload,
    fingerprint: verified.fingerprint,
    acceptedUntil: verified.acceptedUntil,
    sessionToken: verified.sessionToken,
    readBody,
    readWholeBody: wholeBodyReader(claim.payload, readBody),
  };
}

function claimedBody(
  payload: DeclaredPayload,
  { receiveBody }: VerifyRequestHeadOptions<unknown>,
): ClaimedBody {
  let body: Uint8Array | undefined;
  const received = (): Uint8Array | undefined => body;
  switch (payload.kind) {
    case 'hash':
      return { hash: () => payload.sha256, received };
    case 'unsigned':
      return { hash: () => unsignedPayloadWord, received };
    case 'chunked':
      return { hash: () => payload.chunked.word, received };
    case 'undeclared': {
      if (receiveBody === undefined) throw undeclaredRefused();
      const hash = (): string | Promise<string> =>
        whenThere(receiveBody(), (bytes) => {
          body = bytes;
          return payloadHash(bytes);
        });
      return { hash, received };
    }
    default:
      return payload satisfies never;
  }
}

function undeclaredRefused(): SignatureError {
  return new SignatureError(
    'InvalidRequest',
    'expected the header `x-amz-content-sha256`, found none',
  );
}

type DeclaredChunks = Omit<ChunkedBody, 'signatures'>;

function declaredChunks(
  { authorization, headers, payload }: Claim,
  { dialect }: VerifyRequestOptions<unknown>,
): DeclaredChunks | undefined {
  if (payload.kind !== 'chunked') return undefined;
  if (payload.chunked.signed && authorization.algorithm !== 'AWS4-HMAC-SHA256') {
    throw new SignatureError(
      'InvalidRequest',
      `expected chunks signed by \`${authorization.algorithm}\` like the request, found others`,
    );
  }
  const { needsDecodedLength: needsLength } = dialectRules(dialect);
  return chunkedHead(headers, payload.chunked, { needsLength });
}

function bodyReader(
  { authorization, payload }: Claim,
  chunks: DeclaredChunks | undefined,
  match: SigningKeyMatch<unknown>,
): VerifiedHead<unknown>['readBody'] {
  if (payload.kind === 'hash') return (bytes) => hashedBytes(bytes, payload.sha256);
  if (payload.kind !== 'chunked' || chunks === undefined) return (bytes) => bytes;
  const { scope, signature, time } = authorization;
  const start = (): ChunkSignatures | undefined =>
    payload.chunked.signed && match.signingKey !== undefined
      ? chunkSignatures({ signingKey: match.signingKey, amzDate: time.amzDate, scope, signature })
      : undefined;
  return (bytes) => decodeChunks(bytes, { ...chunks, signatures: start() });
}

function wholeBodyReader(
  payload: DeclaredPayload,
  readBody: VerifiedHead<unknown>['readBody'],
): VerifiedHead<unknown>['readWholeBody'] {
  if (payload.kind === 'chunked') return async (bytes) => concatAll(readBody(onePiece(bytes)));
  if (payload.kind !== 'hash') return (bytes) => bytes;
  return (bytes) => whenThere(checkPayload(payload, bytes), () => bytes);
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  if (bytes.length > 0) yield bytes;
}

async function concatAll(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    kept.push(piece);
    length += piece.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of kept) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
