// Secrets over a key ring, with Node's own cryptography.
import { createCipheriv, createDecipheriv, randomBytes, randomInt } from 'node:crypto';
import type { KeyRing, MasterKey } from './key-ring.js';
import type { KeyPurpose, Secrets } from './secrets.js';

const ALGORITHM = 'aes-256-gcm';
/** A random nonce of 96 bits is good for 2^32 messages of one key (NIST SP 800-38D, section 8.3). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_BYTES = 8;

/** Makes what seals with the current key of a ring, and opens with all of them. */
export function createSecrets(ring: KeyRing): Secrets {
  return {
    randomText: (alphabet, length) =>
      Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join(''),
    seal: (secret, owner) => ({
      keyId: ring.current.keyId,
      sealed: encrypt(ring.current, secret, 'secret', owner).toString('base64'),
    }),
    open: ({ keyId, sealed }, owner) => {
      const key = ring.find(keyId);
      if (key === undefined) throw new Error(`no master key has the id \`${keyId}\``);
      const secret = decrypt(key, Buffer.from(sealed, 'base64'), 'secret', owner);
      if (secret === undefined)
        throw new Error('a sealed secret is not what was sealed for its owner');
      return secret;
    },
    sealText: (text, purpose, context) => {
      const keyId = Buffer.from(ring.current.keyId, 'hex');
      const sealed = encrypt(ring.current, text, purpose, context);
      return Buffer.concat([keyId, sealed]).toString('base64url');
    },
    openText: (sealed, purpose, context) => {
      const bytes = Buffer.from(sealed, 'base64url');
      // One text has one spelling: Buffer reads over whatever is not base64url.
      if (bytes.toString('base64url') !== sealed) return undefined;
      const key = ring.find(bytes.subarray(0, KEY_ID_BYTES).toString('hex'));
      return key && decrypt(key, bytes.subarray(KEY_ID_BYTES), purpose, context);
    },
    keysFor: (purpose) =>
      ring.keys.map((key) => ({ keyId: key.keyId, key: key.derive(purpose).export() })),
  };
}

function encrypt(
  key: MasterKey,
  text: string,
  purpose: KeyPurpose,
  context: readonly string[],
): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key.derive(purpose), nonce);
  cipher.setAAD(associatedData(context));
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined when a bit of it, or of what it is bound to, is not as it was. */
function decrypt(
  key: MasterKey,
  sealed: Buffer,
  purpose: KeyPurpose,
  context: readonly string[],
): string | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(
    ALGORITHM,
    key.derive(purpose),
    sealed.subarray(0, NONCE_BYTES),
    { authTagLength: TAG_BYTES },
  );
  decipher.setAAD(associatedData(context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const text = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    // The tag is wrong, which is all that final() can find.
    return undefined;
  }
}

/** JSON tells any two lists of texts apart, wherever their texts begin and end. */
function associatedData(context: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(context), 'utf8');
}
