// The port to ECDSA on P-256 with SHA-256, answered by `#ecdsa` for the runtime at hand.

/**
 * ECDSA on P-256 over SHA-256 (FIPS 186-5). Signatures are r and s, 32 bytes each; a public key is
 * an uncompressed point of 65 bytes; data is a byte string. Node answers at once and WebCrypto later.
 */
export interface Ecdsa {
  /** The public key of a private one, which is 32 bytes. */
  publicKey(privateKey: Uint8Array): Uint8Array | Promise<Uint8Array>;
  sign(privateKey: Uint8Array, data: string): Uint8Array | Promise<Uint8Array>;
  verify(publicKey: Uint8Array, signature: Uint8Array, data: string): boolean | Promise<boolean>;
}
