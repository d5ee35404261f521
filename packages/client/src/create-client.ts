// The client: a `fetch` that signs.
import { type Credentials, type PathRule, signRequest } from '@ostiary/sigv4';
import { bufferRequest } from './buffer-request.js';
import type { CredentialProvider } from './credential-provider.js';
import { ClientError } from './errors.js';

/** With whose credentials requests are signed, and for which service. */
export interface ClientOptions {
  /** Fixed credentials, or a function that is asked for them before each request. */
  readonly credentials: Credentials | CredentialProvider;
  readonly region: string;
  readonly service: string;
  /** Default: the runtime's own. Called as `fetch(url, init)`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Default `normalized`; `s3` for a service whose paths are object keys. */
  readonly pathRule?: PathRule;
  /** Default: the clock of the machine. */
  readonly now?: () => Date;
}

/** A caller of one service. */
export interface Client {
  /**
   * Standard `fetch`, but each request is signed, its body is read as a whole first, and a
   * redirect is not followed: its response is the answer. A signature is good for one host and
   * path, and must not be handed to another.
   */
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Makes a client that signs each request with Signature Version 4.
 *
 * Throws TypeError when options are missing. Its `fetch` rejects as the standard one does, with
 * what the credential provider throws, and with ClientError NoCredentials when that gives none.
 *
 * @example
 * ```ts
 * import { createClient } from '@ostiary/client';
 * import { fromEnvironment } from '@ostiary/client/node';
 *
 * export const notes = createClient({
 *   credentials: fromEnvironment(),
 *   region: 'eu-central-1',
 *   service: 'notes',
 * });
 * // const response = await notes.fetch('https://notes.example/notes/42');
 * ```
 */
export function createClient(options: ClientOptions): Client {
  const { region, service, pathRule = 'normalized', now = () => new Date() } = options;
  const provide = asProvider(options.credentials);
  checkName('region', region);
  checkName('service', service);
  return {
    async fetch(input, init) {
      const { url, init: sent, http } = await bufferRequest(input, init);
      const credentials = checkCredentials(await provide());
      const signing = { credentials, region, service, pathRule, date: now() };
      const { headers } = await signRequest(http, signing);
      const own = headers.filter(([name]) => name !== 'Host');
      const send = options.fetch ?? globalThis.fetch;
      return send(url, { ...sent, headers: own.map(([name, value]) => [name, value]) });
    },
  };
}

function asProvider(credentials: Credentials | CredentialProvider): CredentialProvider {
  if (typeof credentials === 'function') return credentials;
  if (!isComplete(credentials)) {
    throw new TypeError('expected credentials with an access key id and a secret, found less');
  }
  return () => Promise.resolve(credentials);
}

function checkCredentials(credentials: Credentials): Credentials {
  if (isComplete(credentials)) return credentials;
  throw new ClientError(
    'NoCredentials',
    'expected the credential provider to give an access key id and a secret, found less',
  );
}

/** The types promise this, but credentials come from files and services that do not know types. */
function isComplete(credentials: Credentials | undefined): boolean {
  return Boolean(credentials?.accessKeyId && credentials.secretAccessKey);
}

function checkName(name: string, value: string): void {
  if (typeof value !== 'string' || value === '') {
    throw new TypeError(`expected a ${name} to sign for, found none`);
  }
}
