// @ostiary/middleware/account-file: identities and policies from one JSON file.
import { readFileSync } from 'node:fs';
import type { PolicyLookup } from '@ostiary/evaluator';
import { type AccountId, formatIssue } from '@ostiary/policy';
import type { SigningKeyLookup } from '@ostiary/sigv4';
import { parseAccount } from './account.js';
import { accountPolicies } from './account-policies.js';
import { accountSigningKeys } from './account-signing-keys.js';
import type { Caller } from './caller.js';

/** An account read from a file, as the two lookups that a gate asks. */
export interface AccountFile {
  readonly accountId: AccountId;
  readonly signingKeys: SigningKeyLookup<Caller>;
  readonly policies: PolicyLookup;
}

/** The file cannot be used; its message names every problem as `file:line:column`. */
export class AccountFileError extends Error {
  override readonly name: string = 'AccountFileError';
  readonly code = 'InvalidAccountFile';
}

/**
 * Reads an account: what `aws iam get-account-authorization-details` prints, and beside it
 * `AccessKeys` (as `create-access-key` prints them) and `Sessions` (as `assume-role` does). It
 * holds secrets, so keep it for development and tests.
 *
 * @throws AccountFileError when anything in it is missing, unknown or malformed
 */
export function readAccountFile(fileName: string): AccountFile {
  const account = parseAccount(readFileSync(fileName, 'utf8'), fileName);
  if (!account.ok) {
    const lines = account.issues.map((issue) => formatIssue(issue, fileName));
    throw new AccountFileError(lines.join('\n'));
  }
  const { value } = account;
  return {
    accountId: value.accountId,
    signingKeys: accountSigningKeys(value),
    policies: accountPolicies(value),
  };
}
