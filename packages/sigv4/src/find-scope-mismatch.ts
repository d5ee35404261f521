// Whether a credential scope is one that this verifier answers for.
import type { CredentialScope } from './credential-scope.js';
import { isInRegionSet, parseRegionSet } from './region-set.js';
import type { ScopeMismatch } from './scope-mismatch.js';
import { ecdsaAlgorithm, type SigningAlgorithm } from './signing-algorithm.js';

/** What a scope has to be. */
export interface ExpectedScope {
  /** The day of the request's own date, `YYYYMMDD`. */
  readonly date: string;
  readonly service: string | readonly string[];
  readonly algorithm: SigningAlgorithm;
  /** Undefined means any; of SigV4A, one of them has to be in the region set. */
  readonly regions: readonly string[] | undefined;
}

/**
 * Finds the part of a scope that is not what is expected. Undefined means that it is the expected
 * scope.
 */
export function findScopeMismatch(
  scope: CredentialScope,
  { date, service, algorithm, regions }: ExpectedScope,
): ScopeMismatch | undefined {
  if (scope.date !== date) return { part: 'date', found: scope.date, expected: [date] };
  if (regions !== undefined && !isOneOf(regions, scope, algorithm)) {
    return { part: 'region', found: scope.region, expected: regions };
  }
  if (typeof service === 'string' ? scope.service === service : service.includes(scope.service)) {
    return undefined;
  }
  return { part: 'service', found: scope.service, expected: [service].flat() };
}

function isOneOf(
  regions: readonly string[],
  { region }: CredentialScope,
  algorithm: SigningAlgorithm,
): boolean {
  if (algorithm !== ecdsaAlgorithm) return regions.includes(region);
  const patterns = parseRegionSet(region) ?? [];
  return regions.some((known) => isInRegionSet(known, patterns));
}
