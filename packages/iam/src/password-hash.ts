// Hashes of passwords, sealed.
import { hash, verify } from '@node-rs/argon2';
import type { SealedSecret, Secrets } from './secrets.js';
import { type LoginProfile, passwordOwner } from './tables/login-profiles.js';

type Owner = Pick<LoginProfile, 'accountId' | 'userId'>;

/**
 * Hashes a password with Argon2id, 19 MiB and two passes (OWASP Password Storage Cheat Sheet), and
 * seals the hash, so that a copy of the database alone gives nothing to guess against. It takes
 * tens of milliseconds, on a thread of its own.
 */
export async function hashPassword(
  password: string,
  owner: Owner,
  secrets: Secrets,
): Promise<SealedSecret> {
  return secrets.seal(await hash(password), passwordOwner(owner));
}

/** Whether a password is the one that was hashed. */
export function isPassword(
  password: string,
  sealed: SealedSecret,
  owner: Owner,
  secrets: Secrets,
): Promise<boolean> {
  return verify(secrets.open(sealed, passwordOwner(owner)), password);
}
