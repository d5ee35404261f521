// The key pair of SigV4A, from an access key.
import { digest } from '#digest';
import { ecdsa } from '#ecdsa';
import { fromBigEndian, toBigEndian } from './big-endian.js';
import type { Credentials } from './credentials.js';
import { p256Order } from './p256.js';
import { SecretAccessKey } from './secret-access-key.js';
import { ecdsaAlgorithm } from './signing-algorithm.js';

/** A key pair on P-256. */
export interface KeyPair {
  /** 32 bytes: as good as the secret access key for signing, in every region and service. */
  readonly privateKey: Uint8Array;
  /** An uncompressed point of 65 bytes, which only verifies. */
  readonly publicKey: Uint8Array;
}

const utf8 = new TextEncoder();

/**
 * Derives the key pair of an access key for SigV4A, by a key derivation function in counter mode
 * (NIST SP 800-108 with HMAC-SHA256) as AWS's SDKs do. It is bound to no date, region or service,
 * so a lookup hands out the public half alone. The arithmetic takes a time that depends on the key.
 */
export async function deriveKeyPair(
  credentials: Pick<Credentials, 'accessKeyId' | 'secretAccessKey'>,
): Promise<KeyPair> {
  const privateKey = await derivePrivateKey(credentials);
  return { privateKey, publicKey: await ecdsa.publicKey(privateKey) };
}

async function derivePrivateKey({
  accessKeyId,
  secretAccessKey,
}: Pick<Credentials, 'accessKeyId' | 'secretAccessKey'>): Promise<Uint8Array> {
  const secret =
    secretAccessKey instanceof SecretAccessKey ? secretAccessKey.reveal() : secretAccessKey;
  const key = utf8.encode(`AWS4A${secret}`);
  for (let counter = 1; counter <= 254; counter++) {
    const context = `${accessKeyId}${String.fromCharCode(counter)}`;
    const input = `\0\0\0\x01${ecdsaAlgorithm}\0${context}\0\0\x01\0`;
    const candidate = fromBigEndian(await digest.hmacSha256(key, input));
    if (candidate <= p256Order - 2n) return toBigEndian(candidate + 1n);
  }
  // Each of the 254 turns fails once in 2^32.
  throw new Error('expected a private key in 254 turns, found none');
}
