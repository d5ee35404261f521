// Whether a credential scope is one that this verifier answers for.
import type { CredentialScope } from './credential-scope.js';
import { SignatureError } from './errors.js';
import { isInRegionSet, parseRegionSet } from './region-set.js';
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
 * Compares a scope with what is expected (IAM User Guide, "Troubleshoot signed requests for AWS
 * APIs", Credential scope errors). Throws SignatureDoesNotMatch.
 */
export function checkCredentialScope(scope: CredentialScope, expected: ExpectedScope): void {
  if (scope.date !== expected.date) {
    throw mismatch(
      `date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: expected \`${expected.date}\`, found \`${scope.date}\``,
    );
  }
  if (expected.regions !== undefined && !isOneOf(expected.regions, scope, expected.algorithm)) {
    throw mismatch(`credential should be scoped to a valid region, not \`${scope.region}\``);
  }
  const { service } = expected;
  if (typeof service === 'string' ? scope.service !== service : !service.includes(scope.service)) {
    throw mismatch(
      `credential should be scoped to correct service: expected \`${[service].flat().join('` or `')}\`, found \`${scope.service}\``,
    );
  }
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

function mismatch(message: string): SignatureError {
  return new SignatureError('SignatureDoesNotMatch', message);
}
