// Whether a credential scope is one that this verifier answers for.
import type { CredentialScope } from './credential-scope.js';
import { SignatureError } from './errors.js';

/** What a scope has to be. */
export interface ExpectedScope {
  /** The day of the request's own date, `YYYYMMDD`. */
  readonly date: string;
  readonly service: string;
  /** Undefined means any. */
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
  if (expected.regions !== undefined && !expected.regions.includes(scope.region)) {
    throw mismatch(`credential should be scoped to a valid region, not \`${scope.region}\``);
  }
  if (scope.service !== expected.service) {
    throw mismatch(
      `credential should be scoped to correct service: expected \`${expected.service}\`, found \`${scope.service}\``,
    );
  }
}

function mismatch(message: string): SignatureError {
  return new SignatureError('SignatureDoesNotMatch', message);
}
