// Temporary credentials, kept until they near their end and then fetched anew.
import type { CredentialProvider, ExpiringCredentials } from './credential-provider.js';
import { ClientError } from './errors.js';

/** What is kept, and until when it is good for what; times in milliseconds. */
interface Held {
  readonly credentials: ExpiringCredentials;
  readonly earlyAt: number;
  readonly mandatoryAt: number;
  readonly expiresAt: number;
}

/** How credentials are kept. */
export interface RefreshableOptions {
  /** What the provider is called in messages. */
  readonly name?: string;
  /** Default: the clock of the machine. */
  readonly now?: () => Date;
}

const minute = 60_000;

/**
 * Keeps what a provider gives: long-term credentials for good, temporary ones until they near their
 * end. For the last 15 minutes they are still given while new ones are fetched, and for the last 10
 * callers wait for the new ones, as in the AWS SDK for Python; of credentials that hold less than an
 * hour, for their last quarter and sixth. Whatever the number of callers, there is one fetch at a
 * time. One that fails leaves the old credentials in use until they end, and is not repeated within
 * a minute.
 *
 * The provider made rejects with what the given one rejects with, and with ClientError
 * CredentialRetrieval when that gives credentials whose time is past.
 *
 * @example
 * ```ts
 * import { type CredentialProvider, createClient, refreshable } from '@ostiary/client';
 *
 * export const notesWith = (vend: CredentialProvider) =>
 *   createClient({ credentials: refreshable(vend), region: 'eu-central-1', service: 'notes' });
 * ```
 */
export function refreshable(
  load: CredentialProvider,
  { name = 'the credential provider', now = () => new Date() }: RefreshableOptions = {},
): CredentialProvider {
  let held: Held | undefined;
  let loading: Promise<ExpiringCredentials> | undefined;
  let restUntil = 0;

  function refresh(): Promise<ExpiringCredentials> {
    loading ??= fetchAnew().finally(() => {
      loading = undefined;
    });
    return loading;
  }

  async function fetchAnew(): Promise<ExpiringCredentials> {
    try {
      held = hold(await load(), now().getTime(), name);
      return held.credentials;
    } catch (error) {
      restUntil = now().getTime() + minute;
      throw error;
    }
  }

  /** Given up on only when what is held has ended in the meantime. */
  async function refreshOr({ credentials, expiresAt }: Held): Promise<ExpiringCredentials> {
    try {
      return await refresh();
    } catch (error) {
      if (now().getTime() < expiresAt) return credentials;
      throw error;
    }
  }

  return async () => {
    const time = now().getTime();
    if (held === undefined || time >= held.expiresAt) return refresh();
    if (time < held.earlyAt || time < restUntil) return held.credentials;
    const refreshed = refreshOr(held);
    if (time >= held.mandatoryAt) return refreshed;
    // Nobody waits for it; a failure means that what is held has ended, and the next caller hears.
    refreshed.catch(() => undefined);
    return held.credentials;
  };
}

function hold(credentials: ExpiringCredentials, time: number, name: string): Held {
  const expiresAt = credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
  // Not by <=, so that a date that is none is refused too.
  if (!(expiresAt > time)) {
    throw new ClientError(
      'CredentialRetrieval',
      `expected credentials from ${name} that are valid now, found ones whose time is past; renew them there, or set this machine's clock`,
    );
  }
  const lifetime = expiresAt - time;
  return {
    credentials,
    expiresAt,
    earlyAt: expiresAt - Math.min(15 * minute, lifetime / 4),
    mandatoryAt: expiresAt - Math.min(10 * minute, lifetime / 6),
  };
}
