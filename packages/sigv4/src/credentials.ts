// What a caller signs with.
import type { SecretAccessKey } from './secret-access-key.js';

/** An access key, and the session token when it is a temporary one. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: SecretAccessKey | string;
  readonly sessionToken?: string;
}
