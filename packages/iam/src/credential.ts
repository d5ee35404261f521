// What a key that signs stands for; it never leaves the domain.
import type { SecretAccessKey } from '@ostiary/sigv4';
import type { ProvenPrincipal } from './proven-principal.js';

/** What a key that counts stands for. */
export interface Credential {
  readonly secretAccessKey: SecretAccessKey;
  readonly principal: ProvenPrincipal;
  /** When it ends; absent for long-term keys. */
  readonly expiration?: Date;
}
