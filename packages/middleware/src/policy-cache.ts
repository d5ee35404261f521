// The compiled policies of recent callers.
import {
  type ApplicablePolicies,
  compile,
  type NamedPolicy,
  type OrganizationPath,
  type PolicyLookup,
  type PolicySet,
  type PrincipalPolicies,
} from '@ostiary/evaluator';
import { formatPrincipal, type Principal } from '@ostiary/policy';
import { LRUCache } from 'lru-cache';
import { type CacheLimits, cacheBounds } from './cache-limits.js';
import type { ContextEntry } from './context-entry.js';
import { GateError } from './errors.js';
import { tagEntries } from './tag-entries.js';

/** What is known of a principal: its policies, compiled, and its tags, as condition keys. */
export interface PrincipalRecord {
  readonly policies: ApplicablePolicies;
  readonly tags: readonly ContextEntry[];
  /** Where its account stands in an organization, if anywhere. */
  readonly organization?: OrganizationPath | undefined;
}

/** Loads the record of a principal; at once where it is known. */
export type LoadPrincipal = (principal: Principal) => PrincipalRecord | Promise<PrincipalRecord>;

/** What loads and remembers, and how it forgets. */
export interface PolicyCache {
  readonly load: LoadPrincipal;
  readonly clear: () => void;
}

interface Wanted {
  readonly principal: Principal;
}

const NOTHING: PrincipalRecord = { policies: {}, tags: [] };

/**
 * Puts compilation and a bounded cache before a lookup. Callers who arrive together wait for one
 * load; a load that fails is not kept.
 *
 * @throws GateError `InvalidClientTokenId` when the principal no longer exists; whatever the lookup
 *   throws when it cannot answer
 */
export function cachePolicies(lookup: PolicyLookup, limits: CacheLimits): PolicyCache {
  const cache = new LRUCache<string, PrincipalRecord, Wanted>({
    ...cacheBounds(limits),
    // An entry that is pushed out while it loads is still the answer for those who wait for it.
    ignoreFetchAbort: true,
    fetchMethod: async (_name, _stale, { context }) => load(lookup, context.principal),
  });
  return {
    load: (principal) => {
      if (principal.type === 'Anonymous') return NOTHING;
      const name = cacheName(principal);
      return cache.get(name) ?? cache.forceFetch(name, { context: { principal } });
    },
    // A load under way still answers those who wait for it, and is not kept.
    clear: () => cache.clear(),
  };
}

function cacheName(principal: Principal): string {
  return `${principal.type}\n${formatPrincipal(principal)}\n${uniqueIdOf(principal)}`;
}

/** Tells a principal from one that had its name before. */
function uniqueIdOf(principal: Principal): string {
  switch (principal.type) {
    case 'User':
      return principal.userId ?? '';
    case 'Role':
      return principal.roleId ?? '';
    case 'AssumedRole':
      return [principal.roleId, principal.sessionId].join('\n');
    case 'FederatedUser':
      return principal.sessionId ?? '';
    default:
      return '';
  }
}

async function load(lookup: PolicyLookup, principal: Principal): Promise<PrincipalRecord> {
  const found = await lookup(principal);
  if (found === undefined) {
    throw new GateError('InvalidClientTokenId', 'the principal of these credentials is gone');
  }
  const { tags, organization } = found;
  const policies = compilePolicies(found);
  return { policies, tags: tagEntries('aws:PrincipalTag', tags), organization };
}

function compilePolicies(found: PrincipalPolicies): ApplicablePolicies {
  const { identity, permissionsBoundary, session, serviceControl } = found;
  return {
    identity: compile(identity, 'identity'),
    permissionsBoundary: permissionsBoundary
      ? compile(permissionsBoundary, 'permissionsBoundary')
      : undefined,
    session: session ? compile(session, 'session') : undefined,
    serviceControl: serviceControl && compileLevels(serviceControl),
  };
}

const levels = new WeakMap<readonly (readonly NamedPolicy[])[], readonly PolicySet[]>();

/** All principals of an account may share the object that its levels are; it is compiled once. */
function compileLevels(serviceControl: readonly (readonly NamedPolicy[])[]): readonly PolicySet[] {
  const known = levels.get(serviceControl);
  if (known !== undefined) return known;
  const compiled = serviceControl.map((level) => compile(level, 'serviceControl'));
  levels.set(serviceControl, compiled);
  return compiled;
}
