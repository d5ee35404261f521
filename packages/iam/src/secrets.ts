// Randomness and sealing, as the operations ask for them.

/** A secret as it is stored: encrypted and authenticated, and bound to whose it is. */
export interface SealedSecret {
  /** Which key of the key ring sealed it. */
  readonly keyId: string;
  /** Base64 of nonce, ciphertext and tag of AES-256-GCM. */
  readonly sealed: string;
}

/**
 * What a derived key is for. No two purposes have a key in common, so that nothing made for one is
 * taken for another.
 */
export type KeyPurpose =
  /** What `seal` seals. */
  | 'secret'
  /** Where a list goes on. */
  | 'marker'
  /** The session tokens of temporary credentials. */
  | 'session-token'
  /** The encoded messages that DecodeAuthorizationMessage opens. */
  | 'authorization-message';

/** A key that was derived from a master key for one purpose. */
export interface DerivedKey {
  /** The id of the master key that it comes from; no secret. */
  readonly keyId: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
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
  /**
   * Encrypts and authenticates a text that callers carry, such as a marker: `A-Za-z0-9_-` alone.
   * `context` is what it is bound to, `[accountId, 'ListUsers', pathPrefix]`, and is not in it.
   */
  readonly sealText: (text: string, purpose: KeyPurpose, context: readonly string[]) => string;
  /** Opens what `sealText` made for this purpose and context; undefined for whatever else comes. */
  readonly openText: (
    sealed: string,
    purpose: KeyPurpose,
    context: readonly string[],
  ) => string | undefined;
  /** The keys of a purpose: first the one to seal with, then those of former master keys. */
  readonly keysFor: (purpose: KeyPurpose) => readonly DerivedKey[];
}
