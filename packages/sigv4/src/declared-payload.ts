// What a request says of its body.
import type { Authorization } from './authorization.js';
import type { PathRule } from './canonical-path.js';
import {
  type ChunkedPayload,
  type ChunkedPayloadWord,
  chunkedPayloads,
} from './chunked-payload.js';
import { SignatureError } from './errors.js';
import { isSha256Hex } from './sha256-hex.js';

/** The word that stands for the hash of a body that is not signed. */
export const unsignedPayloadWord = 'UNSIGNED-PAYLOAD';

/**
 * How a body is bound to its signature: by its hash, declared or not, or by one of the words that
 * stand for it in `x-amz-content-sha256`.
 */
export type PayloadMode = 'signed' | typeof unsignedPayloadWord | ChunkedPayloadWord;

/** The mode of a declaration. */
export function payloadMode(payload: DeclaredPayload): PayloadMode {
  if (payload.kind === 'chunked') return payload.chunked.word;
  return payload.kind === 'unsigned' ? unsignedPayloadWord : 'signed';
}

/** A declaration, understood. */
export type DeclaredPayload =
  /** Nothing is said: the body is signed, and its hash stands in the canonical request alone. */
  | { readonly kind: 'undeclared' }
  | { readonly kind: 'hash'; readonly sha256: string }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'chunked'; readonly chunked: ChunkedPayload };

/** Whether a body other than the signer's would be refused. */
export function isSigned(payload: DeclaredPayload): boolean {
  return payload.kind === 'chunked' ? payload.chunked.signed : payload.kind !== 'unsigned';
}

/** What a verifier makes of a declaration. */
export interface DeclaredPayloadOptions {
  readonly pathRule: PathRule;
  /** Undefined: in URLs that are presigned by S3's rule, and nowhere else. */
  readonly unsignedPayload: boolean | undefined;
}

/**
 * Reads what is declared in `x-amz-content-sha256`, header or parameter. The URL that S3 presigns
 * leaves the body open when it says nothing; that of another service signs it
 * (S3 API Reference, "Authenticating requests: using query parameters").
 * Throws InvalidRequest for a payload that is not accepted and InvalidArgument for a value that
 * is no payload.
 */
export function declaredPayload(
  { declaredPayload: declared, presigned }: Authorization,
  { pathRule, unsignedPayload }: DeclaredPayloadOptions,
): DeclaredPayload {
  const isOpenUrl = presigned !== undefined && pathRule === 's3';
  if (declared === undefined) {
    return { kind: isOpenUrl && unsignedPayload !== false ? 'unsigned' : 'undeclared' };
  }
  if (isSha256Hex(declared)) return { kind: 'hash', sha256: declared };
  if (declared === unsignedPayloadWord) {
    if (unsignedPayload ?? isOpenUrl) return { kind: 'unsigned' };
    throw unsupported('signed payload', 'an unsigned one');
  }
  if (declared.startsWith('STREAMING-')) return chunkedPayload(declared, unsignedPayload);
  throw new SignatureError(
    'InvalidArgument',
    'expected `x-amz-content-sha256` to be 64 lower-case hexadecimal digits, found something else',
  );
}

function chunkedPayload(declared: string, unsignedPayload: boolean | undefined): DeclaredPayload {
  const chunked = chunkedPayloads.find(({ word }) => word === declared);
  if (chunked === undefined) throw unsupported('known payload', `\`${declared.slice(0, 64)}\``);
  if (chunked.signed || unsignedPayload) return { kind: 'chunked', chunked };
  throw unsupported('signed payload', 'an unsigned one');
}

function unsupported(expected: string, found: string): SignatureError {
  return new SignatureError(
    'InvalidRequest',
    `expected a ${expected}, found ${found}, which is not supported here`,
  );
}
