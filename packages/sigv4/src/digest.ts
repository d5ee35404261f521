// The port to SHA-256, answered by `#digest` for the runtime at hand.

/**
 * SHA-256 and HMAC-SHA256 (FIPS 180-4, RFC 2104). Node answers at once and WebCrypto later, so
 * callers await. A string is a byte string: one character a byte, none above U+00FF.
 */
export interface Digest {
  /** The sum in lower-case hexadecimal. */
  sha256Hex(data: Uint8Array | string): string | Promise<string>;
  hmacSha256(key: Uint8Array, data: string): Uint8Array | Promise<Uint8Array>;
  /** The code in lower-case hexadecimal. */
  hmacSha256Hex(key: Uint8Array, data: string): string | Promise<string>;
  /** A hash that takes bytes as they come. WebCrypto has none, so there they are kept to the end. */
  hasher(algorithm: 'SHA-1' | 'SHA-256'): Hasher;
}

/** A hash under way. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  digest(): Uint8Array | Promise<Uint8Array>;
}
