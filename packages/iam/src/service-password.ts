// The passwords of service-specific credentials.
import { createHash } from 'node:crypto';
import type { Secrets } from './secrets.js';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A new password and what is kept of it. */
export function createServicePassword(secrets: Secrets): {
  readonly password: string;
  readonly passwordDigest: string;
} {
  const password = secrets.randomText(BASE64, 44);
  return { password, passwordDigest: createHash('sha256').update(password).digest('base64') };
}
