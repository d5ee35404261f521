// The signing keys that a guarded service may have: for its own name, for about today.
import type { Principal } from '@ostiary/policy';
import type { SigningKeyMatch, SigningKeyQuery } from '@ostiary/sigv4';
import type { DomainScope } from './domain-scope.js';
import { IamError } from './errors.js';
import type { ProvenPrincipal } from './proven-principal.js';
import { signingKeyLookup } from './signing-key-lookup.js';

const DAY_MS = 86_400_000;

/** What a guarded service asks, once the name is known to be its own. */
export interface ChannelSigningKeyQuestion {
  /** The principal of the guarded service. */
  readonly principal: Principal;
  readonly serviceName: string;
  readonly query: SigningKeyQuery;
}

/**
 * Answers a guarded service whose key it is; undefined for a key that is unknown or inactive. The key
 * that goes out is good for the service's own name and one of three days: a service that is broken
 * into can forge requests to itself for those, and nothing else. SigV4A has no key that is bound to
 * a service; its public keys verify and cannot sign.
 *
 * @throws IamError `AccessDenied` when the scope is for another service or another day
 */
export async function channelSigningKey(
  scope: DomainScope,
  { serviceName, query }: ChannelSigningKeyQuestion,
): Promise<SigningKeyMatch<ProvenPrincipal> | undefined> {
  if (query.scope.service !== serviceName) {
    throw new IamError(
      'AccessDenied',
      'a guarded service gets signing keys for its own name alone',
    );
  }
  if (!isAboutToday(query.scope.date, scope.now())) {
    throw new IamError(
      'AccessDenied',
      'a guarded service gets signing keys for today and the days beside it alone',
    );
  }
  return signingKeyLookup(scope)(query);
}

function isAboutToday(date: string, now: Date): boolean {
  return [-1, 0, 1].some((days) => {
    const day = new Date(now.getTime() + days * DAY_MS).toISOString();
    return day.slice(0, 10).replaceAll('-', '') === date;
  });
}
