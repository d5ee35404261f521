// The client: a `fetch` that signs.
import { type Credentials, type PathRule, signRequest } from '@ostiary/sigv4';
import { type BufferedRequest, bufferRequest } from './buffer-request.js';
import type { CredentialProvider } from './credential-provider.js';
import { ClientError } from './errors.js';
import { fetchWithin } from './fetch-within.js';
import { retryQuota } from './retry-quota.js';
import { type Runtime, runtimeOf } from './runtime.js';
import { type SendSetting, sendWithRetries, type Try } from './send-with-retries.js';
import { serverClock } from './server-clock.js';

/** With whose credentials requests are signed, for which service, and how stubbornly. */
export interface ClientOptions extends Partial<Runtime> {
  /** Fixed credentials, or a function that is asked for them before each request. */
  readonly credentials: Credentials | CredentialProvider;
  readonly region: string;
  readonly service: string;
  /** Default `normalized`; `s3` for a service whose paths are object keys. */
  readonly pathRule?: PathRule;
  /** How often a request may be sent in all. Default 3; 1 means no retries. */
  readonly attempts?: number;
  /**
   * Whether every request may be done twice, so that POST and PATCH too are sent again when no
   * answer came. Default: only methods that HTTP calls idempotent.
   */
  readonly idempotent?: boolean;
  /** How long each attempt may take until an answer begins. Default: as `fetch` has it. */
  readonly timeoutMs?: number;
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

/** RFC 9110, section 9.2.2. */
const idempotentMethods: ReadonlySet<string> = new Set([
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PUT',
  'TRACE',
]);

/**
 * Makes a client that signs each request with Signature Version 4, sends it again, signed anew,
 * when it was throttled or got lost (AWS SDKs and Tools Reference Guide, "Retry behavior"), and
 * corrects its clock once by that of the server.
 *
 * Throws TypeError when options are missing, RangeError for attempts or a time that are none. Its
 * `fetch` rejects as the standard one does, with a `TimeoutError`, with what the credential
 * provider throws, and with ClientError NoCredentials when that gives none.
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
  const { region, service, pathRule = 'normalized', attempts = 3, timeoutMs } = options;
  const provide = asProvider(options.credentials);
  checkName('region', region);
  checkName('service', service);
  checkPositive('attempts', attempts);
  checkPositive('timeoutMs', timeoutMs);
  const runtime = runtimeOf(options);
  const clock = serverClock(runtime.now);
  const quota = retryQuota();

  async function prepare({ url, init, http }: BufferedRequest): Promise<Try> {
    const credentials = checkCredentials(await provide());
    const signedAt = clock.now();
    const signing = { credentials, region, service, pathRule, date: signedAt };
    const { headers } = await signRequest(http, signing);
    const own = headers.filter(([name]) => name !== 'Host');
    const signed = {
      ...init,
      headers: own.map(([name, value]): [string, string] => [name, value]),
    };
    return { signedAt, send: () => fetchWithin(url, signed, timeoutMs, runtime) };
  }

  return {
    async fetch(input, init) {
      const request = await bufferRequest(input, init);
      const setting: SendSetting = {
        attempts,
        isIdempotent: isIdempotent(request, options),
        signal: request.init.signal ?? undefined,
        quota,
        clock,
        runtime,
      };
      return sendWithRetries(() => prepare(request), setting);
    },
  };
}

/** To `fetch` a redirect that shall be an error is a lost request, and would be sent again. */
function isIdempotent({ init }: BufferedRequest, { idempotent }: ClientOptions): boolean {
  if (init.redirect === 'error') return false;
  return idempotent ?? idempotentMethods.has(init.method ?? '');
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

function checkPositive(name: string, value: number | undefined): void {
  if (value !== undefined && !(Number.isInteger(value) && value > 0)) {
    throw new RangeError(`expected \`${name}\` to be a whole number above 0, found \`${value}\``);
  }
}
