// Randomness and sealing, as the operations ask for them.

/** A secret as it is stored: encrypted and authenticated, and bound to whose it is. */
export interface SealedSecret {
  /** Which key of the key ring sealed it. */
  readonly keyId: string;
  /** Base64 of nonce, ciphertext and tag of AES-256-GCM. */
  readonly sealed: string;
}

/** What makes, seals and opens secrets. The one source of randomness of the domain. */
export interface Secrets {
  /** `length` characters of `alphabet`, each as likely as the others. */
  readonly randomText: (alphabet: string, length: number) => string;
  /** Seals a secret for its owner; `owner` are the ids it is bound to, `['access-key', accountId, accessKeyId]`. */
  readonly seal: (secret: string, owner: readonly string[]) => SealedSecret;
  /**
   * Opens what was sealed for this owner.
   *
   * @throws Error when it was sealed for another owner, by an unknown key, or changed
   */
  readonly open: (sealed: SealedSecret, owner: readonly string[]) => string;
}
