// What the organization says of the accounts that own resources, compiled and remembered.
import {
  compile,
  type OrganizationPath,
  type PolicySet,
  type ResourceControlLookup,
} from '@ostiary/evaluator';
import type { AccountId } from '@ostiary/policy';
import { LRUCache } from 'lru-cache';
import { type CacheLimits, cacheBounds } from './cache-limits.js';

/** What binds the resources of one account. */
export interface ResourceControlRecord {
  readonly organization?: OrganizationPath | undefined;
  readonly resourceControl?: readonly PolicySet[] | undefined;
}

/** What loads and remembers, and how it forgets. */
export interface ResourceControlCache {
  /** At once where it is known. */
  readonly load: (accountId: AccountId) => ResourceControlRecord | Promise<ResourceControlRecord>;
  readonly clear: () => void;
}

/** Puts compilation and a bounded cache before a lookup; a load that fails is not kept. */
export function cacheResourceControls(
  lookup: ResourceControlLookup,
  limits: CacheLimits,
): ResourceControlCache {
  const cache = new LRUCache<AccountId, ResourceControlRecord>({
    ...cacheBounds(limits),
    // An entry that is pushed out while it loads is still the answer for those who wait for it.
    ignoreFetchAbort: true,
    fetchMethod: async (accountId) => {
      const { organization, resourceControl } = await lookup(accountId);
      return {
        organization,
        resourceControl: resourceControl?.map((level) => compile(level, 'resourceControl')),
      };
    },
  });
  return {
    load: (accountId) => cache.get(accountId) ?? cache.forceFetch(accountId),
    clear: () => cache.clear(),
  };
}
