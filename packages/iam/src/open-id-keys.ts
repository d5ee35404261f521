// The keys with which OpenID Connect providers sign: found by discovery, kept for a while.
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { IamError } from './errors.js';
import type { FederationSettings } from './federation-settings.js';
import { fetchPublic, type PublicRequest } from './fetch-public.js';

/** Gives the keys of an issuer. */
export interface OpenIdKeys {
  /**
   * The way to find the key of a token of this issuer. A key that is not known is asked for again,
   * since providers change their keys, but not more often than once a minute.
   *
   * @throws IamError `IDPCommunicationError` when the issuer does not answer, `InvalidIdentityToken`
   *   when what it answers is no key set of its own
   */
  readonly keysOf: (issuer: string) => Promise<JWTVerifyGetKey>;
}

/** Gets an address; it follows nowhere. */
export type AskIssuer = (
  address: string,
  options: PublicRequest & { readonly redirect: 'error' },
) => Promise<Response>;

/** What the keys are asked with. */
export interface OpenIdKeysOptions {
  /** With what all are asked; the public ones by `fetchPublic`, and the local ones by `fetch`, when absent. */
  readonly fetch: AskIssuer | undefined;
  readonly localIssuers: FederationSettings['localIssuers'];
  readonly now: () => Date;
}

interface KnownKeys {
  readonly find: JWTVerifyGetKey;
  readonly fetchedMs: number;
}

const KEEP_MS = 3_600_000;
const ASK_AGAIN_MS = 60_000;
const TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 262_144;
const MAX_ISSUERS = 1_000;

/**
 * Whether an issuer is asked at all: over TLS (OpenID Connect Discovery 1.0, section 3), or where the operator
 * has named its origin.
 */
export function isIssuer(text: string, localIssuers: FederationSettings['localIssuers']): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin, search, hash, username, password } = new URL(text);
  if (search !== '' || hash !== '' || username !== '' || password !== '') return false;
  return protocol === 'https:' || localIssuers.has(origin);
}

/** Makes what asks issuers for their keys and remembers them. */
export function createOpenIdKeys(options: OpenIdKeysOptions): OpenIdKeys {
  const known = new Map<string, KnownKeys>();
  const asked = new Map<string, Promise<KnownKeys>>();

  /** Those who ask together wait for one answer. */
  const ask = (issuer: string): Promise<KnownKeys> => {
    const running = asked.get(issuer);
    if (running !== undefined) return running;
    const answer = fetchKeys(issuer, options).finally(() => asked.delete(issuer));
    asked.set(issuer, answer);
    return answer.then((keys) => {
      if (known.size >= MAX_ISSUERS) known.clear();
      known.set(issuer, keys);
      return keys;
    });
  };
  const ageOf = ({ fetchedMs }: KnownKeys) => options.now().getTime() - fetchedMs;

  return {
    keysOf: async (issuer) => {
      const kept = known.get(issuer);
      const keys = kept !== undefined && ageOf(kept) < KEEP_MS ? kept : await ask(issuer);
      return async (header, token) => {
        try {
          return await keys.find(header, token);
        } catch (error) {
          const isUnknown = error instanceof errors.JWKSNoMatchingKey;
          if (!isUnknown || ageOf(keys) < ASK_AGAIN_MS) throw error;
          return (await ask(issuer)).find(header, token);
        }
      };
    },
  };
}

async function fetchKeys(issuer: string, options: OpenIdKeysOptions): Promise<KnownKeys> {
  const fetchedMs = options.now().getTime();
  const base = issuer.endsWith('/') ? issuer.slice(0, -1) : issuer;
  const discovered = await fetchJson(`${base}/.well-known/openid-configuration`, options);
  const { issuer: named, jwks_uri: address } = membersOf(discovered);
  if (named !== issuer) throw unusable('it names another issuer');
  if (typeof address !== 'string' || !isSafeAddress(address, options)) {
    throw unusable('its key set is at no address that is safe to ask');
  }
  const keySet = await fetchJson(address, options);
  if (!isKeySet(keySet)) throw unusable('it answers no key set');
  try {
    return { find: createLocalJWKSet(keySet), fetchedMs };
  } catch (error) {
    throw unusable('it answers no key set', error);
  }
}

/** As for issuers, but an address may have a query. */
function isSafeAddress(address: string, { localIssuers }: OpenIdKeysOptions): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, pathname } = new URL(address);
  return isIssuer(`${origin}${pathname}`, localIssuers);
}

async function fetchJson(
  address: string,
  { fetch, localIssuers }: OpenIdKeysOptions,
): Promise<unknown> {
  const isLocal = localIssuers.has(new URL(address).origin);
  const ask: AskIssuer = fetch ?? (isLocal ? globalThis.fetch : fetchPublic);
  let text: string;
  try {
    const response = await ask(address, {
      headers: { accept: 'application/json' },
      // What is asked was checked; where it leads on to was not.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status !== 200) throw new Error(`status ${response.status}`);
    text = await readBounded(response);
  } catch (error) {
    throw new IamError(
      'IDPCommunicationError',
      'The identity provider did not answer with its keys; try again.',
      { cause: error },
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unusable('it answers no JSON', error);
  }
}

async function readBounded({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    length += read.value.length;
    if (length > MAX_ANSWER_BYTES) throw new Error('the answer is too long');
    chunks.push(read.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function membersOf(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  const { keys } = membersOf(value);
  return Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null);
}

function unusable(why: string, cause?: unknown): IamError {
  return new IamError(
    'InvalidIdentityToken',
    `Couldn't retrieve verification key from your identity provider: ${why}`,
    { cause },
  );
}
