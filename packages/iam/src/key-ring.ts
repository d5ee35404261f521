// Master keys, and the keys that are derived from them.
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { KeyPurpose } from './secrets.js';

/** How long a master key is. */
export const MASTER_KEY_BYTES = 32;

/** A master key: it seals nothing itself, every purpose has a key of its own. Printing shows its id alone. */
export interface MasterKey {
  /** 16 hexadecimal digits that follow from the key and tell nothing about it. */
  readonly keyId: string;
  /** The key of a purpose; always the same. */
  readonly derive: (purpose: KeyPurpose) => KeyObject;
}

/** The current master key, and the former ones whose work can still be opened. */
export interface KeyRing {
  readonly current: MasterKey;
  /** All, the current one first. */
  readonly keys: readonly MasterKey[];
  /** The one with this id, if it is among them. */
  readonly find: (keyId: string) => MasterKey | undefined;
}

/**
 * Makes a key ring of master keys of 32 random bytes each, the current one first.
 *
 * @throws TypeError when there is none, one has another length, or one stands twice
 */
export function createKeyRing(masterKeys: readonly Uint8Array[]): KeyRing {
  const keys = masterKeys.map(createMasterKey);
  const [current] = keys;
  if (current === undefined) throw new TypeError('a key ring needs a master key');
  const byId = new Map(keys.map((key) => [key.keyId, key]));
  if (byId.size < keys.length) throw new TypeError('a master key stands twice in the key ring');
  return { current, keys, find: (keyId) => byId.get(keyId) };
}

function createMasterKey(bytes: Uint8Array): MasterKey {
  if (bytes.length !== MASTER_KEY_BYTES) {
    throw new TypeError(`a master key has ${MASTER_KEY_BYTES} bytes, this one ${bytes.length}`);
  }
  const master = createSecretKey(bytes);
  const derived = new Map<KeyPurpose, KeyObject>();
  return {
    keyId: Buffer.from(hkdf(master, 'key-id', 8)).toString('hex'),
    derive: (purpose) => {
      const known = derived.get(purpose);
      if (known !== undefined) return known;
      const key = createSecretKey(Buffer.from(hkdf(master, `key:${purpose}`, MASTER_KEY_BYTES)));
      derived.set(purpose, key);
      return key;
    },
  };
}

/** HKDF (RFC 5869) with SHA-256. No salt: a master key is uniformly random as it is. */
function hkdf(master: KeyObject, info: string, length: number): ArrayBuffer {
  return hkdfSync('sha256', master, '', `ostiary:v1:${info}`, length);
}
