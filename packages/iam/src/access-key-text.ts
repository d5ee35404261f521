// The texts of new access keys.
import { SecretAccessKey } from '@ostiary/sigv4';
import type { Secrets } from './secrets.js';
import { BASE32 } from './unique-id.js';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** `AKIA…` for a long-term key, `ASIA…` for a temporary one: 20 characters. */
export function createAccessKeyId(prefix: 'AKIA' | 'ASIA', secrets: Secrets): string {
  return `${prefix}${secrets.randomText(BASE32, 16)}`;
}

/** 40 characters of base64: 240 random bits. */
export function createSecretAccessKey(secrets: Secrets): SecretAccessKey {
  return new SecretAccessKey(secrets.randomText(BASE64, 40));
}
