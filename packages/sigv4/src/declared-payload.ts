// What a request says of its body.
import type { Authorization } from './authorization.js';
import type { PathRule } from './canonical-path.js';
import { SignatureError } from './errors.js';
import { isSha256Hex } from './sha256-hex.js';

/** The word that stands for the hash of a body that is not signed. */
export const unsignedPayloadWord = 'UNSIGNED-PAYLOAD';

/** A declaration, understood. */
export type DeclaredPayload =
  /** Nothing is said: the body is signed, and its hash stands in the canonical request alone. */
  | { readonly kind: 'undeclared' }
  | { readonly kind: 'hash'; readonly sha256: string }
  | { readonly kind: 'unsigned' };

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
    throw new SignatureError(
      'InvalidRequest',
      'expected a signed payload, found an unsigned one, which is not supported here',
    );
  }
  if (declared.startsWith('STREAMING-')) {
    throw new SignatureError(
      'InvalidRequest',
      'expected a payload sent as a whole, found a streamed one, which is not supported',
    );
  }
  throw new SignatureError(
    'InvalidArgument',
    'expected `x-amz-content-sha256` to be 64 lower-case hexadecimal digits, found something else',
  );
}
